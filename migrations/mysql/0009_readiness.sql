-- A row that is written to find out whether writing works.
CREATE TABLE IF NOT EXISTS readiness (
    id INT NOT NULL PRIMARY KEY,
    checked_at DATETIME NOT NULL
) ENGINE = InnoDB;
