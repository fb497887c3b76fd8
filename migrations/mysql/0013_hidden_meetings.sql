-- The meetings that a device does not list.
CREATE TABLE IF NOT EXISTS hidden_meetings (
    device_hash BINARY(32) NOT NULL,
    meeting_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (device_hash, meeting_id),
    KEY hidden_meetings_meeting (meeting_id),
    CONSTRAINT hidden_meetings_meeting FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
