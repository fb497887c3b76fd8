CREATE TABLE IF NOT EXISTS participants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at DATETIME NOT NULL,
    name TEXT NOT NULL,
    -- SHA-256 of the name after case folding and NFC.
    name_key BLOB NOT NULL,
    meeting_id TEXT NOT NULL REFERENCES meetings (url_code) ON DELETE CASCADE,
    answered BOOLEAN NOT NULL DEFAULT FALSE,
    open BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (meeting_id, name_key)
);
