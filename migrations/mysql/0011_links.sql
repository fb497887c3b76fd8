-- Personal and organizer links, by which further devices get what the device that made them has.
CREATE TABLE IF NOT EXISTS links (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    created_at DATETIME(6) NOT NULL,
    meeting_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- Whose days the link is for; null for the meeting itself.
    participant_id BIGINT NULL,
    -- The device that made it: if that loses what the link gives, the link goes too.
    made_by BINARY(32) NOT NULL,
    -- SHA-256 of the secret in the link.
    token_hash BINARY(32) NOT NULL,
    -- When a personal link was used: it works once.
    claimed_at DATETIME(6) NULL,
    UNIQUE KEY links_token (token_hash),
    KEY links_of_meeting (meeting_id, participant_id),
    KEY links_of_participant (participant_id),
    CONSTRAINT links_meeting FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE,
    CONSTRAINT links_participant FOREIGN KEY (participant_id) REFERENCES participants (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- The devices that came by a link: revoking it takes from them what it gave.
CREATE TABLE IF NOT EXISTS link_devices (
    link_id BIGINT NOT NULL,
    device_hash BINARY(32) NOT NULL,
    PRIMARY KEY (link_id, device_hash),
    CONSTRAINT link_devices_link FOREIGN KEY (link_id) REFERENCES links (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
