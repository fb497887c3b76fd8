-- The organizers: hashes of devices, never their secrets.
CREATE TABLE IF NOT EXISTS meeting_devices (
    device_hash BINARY(32) NOT NULL,
    meeting_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (device_hash, meeting_id),
    CONSTRAINT meeting_devices_meeting FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
