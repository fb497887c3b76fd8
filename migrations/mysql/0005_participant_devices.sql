CREATE TABLE IF NOT EXISTS participant_devices (
    device_hash BINARY(32) NOT NULL,
    participant_id BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (device_hash, participant_id),
    CONSTRAINT participant_devices_participant FOREIGN KEY (participant_id) REFERENCES participants (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
