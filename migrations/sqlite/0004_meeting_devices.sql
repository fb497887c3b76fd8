-- The organizers: hashes of devices, never their secrets.
CREATE TABLE IF NOT EXISTS meeting_devices (
    device_hash BLOB NOT NULL,
    meeting_id TEXT NOT NULL REFERENCES meetings (url_code) ON DELETE CASCADE,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (device_hash, meeting_id)
);
CREATE INDEX IF NOT EXISTS meeting_devices_meeting ON meeting_devices (meeting_id);
