CREATE TABLE IF NOT EXISTS participants (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    created_at DATETIME(6) NOT NULL,
    name VARCHAR(255) NOT NULL,
    -- SHA-256 of the name after case folding and NFC.
    name_key BINARY(32) NOT NULL,
    meeting_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    answered BOOL NOT NULL DEFAULT FALSE,
    open BOOL NOT NULL DEFAULT FALSE,
    UNIQUE KEY participants_name (meeting_id, name_key),
    CONSTRAINT participants_meeting FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
