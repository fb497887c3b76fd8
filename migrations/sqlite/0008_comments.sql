CREATE TABLE IF NOT EXISTS comments (
    meeting_id TEXT NOT NULL,
    -- The number of its entry in the timeline, which holds the text.
    number INTEGER NOT NULL,
    -- Whose it is: the participant who signed it, which may be gone since, and the device it came from.
    participant_id INTEGER NULL,
    device_hash BLOB NULL,
    -- Written without a device: it belongs to everybody with the link.
    open BOOLEAN NOT NULL,
    PRIMARY KEY (meeting_id, number),
    FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
);
