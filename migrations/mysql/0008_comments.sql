CREATE TABLE IF NOT EXISTS comments (
    meeting_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- The number of its entry in the timeline, which holds the text.
    number BIGINT NOT NULL,
    -- Whose it is: the participant who signed it, which may be gone since, and the device it came from.
    participant_id BIGINT NULL,
    device_hash BINARY(32) NULL,
    -- Written without a device: it belongs to everybody with the link.
    open BOOLEAN NOT NULL,
    PRIMARY KEY (meeting_id, number),
    CONSTRAINT comments_meeting FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
