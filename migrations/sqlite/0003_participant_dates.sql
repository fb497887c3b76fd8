CREATE TABLE IF NOT EXISTS participant_dates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at DATETIME NOT NULL,
    participant_id INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    date DATE NOT NULL,
    enabled BOOLEAN NOT NULL DEFAULT TRUE,
    starred BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (participant_id, date)
);
