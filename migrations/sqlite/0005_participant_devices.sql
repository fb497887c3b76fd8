CREATE TABLE IF NOT EXISTS participant_devices (
    device_hash BLOB NOT NULL,
    participant_id INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (device_hash, participant_id)
);
CREATE INDEX IF NOT EXISTS participant_devices_participant ON participant_devices (participant_id);
