-- The meetings that a device does not list.
CREATE TABLE IF NOT EXISTS hidden_meetings (
    device_hash BLOB NOT NULL,
    meeting_id TEXT NOT NULL,
    PRIMARY KEY (device_hash, meeting_id),
    FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS hidden_meetings_meeting ON hidden_meetings (meeting_id);
