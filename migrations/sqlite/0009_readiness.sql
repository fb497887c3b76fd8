-- A row that is written to find out whether writing works.
CREATE TABLE IF NOT EXISTS readiness (
    id INTEGER PRIMARY KEY,
    checked_at DATETIME NOT NULL
);
