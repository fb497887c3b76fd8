CREATE TABLE IF NOT EXISTS timeline (
    meeting_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- Counted within the meeting from 1, without gaps.
    number BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    -- 'participant', 'organizer' or 'guest'.
    actor VARCHAR(16) NOT NULL,
    -- The participant who did it, and its name at the time; it may be gone since.
    actor_id BIGINT NULL,
    actor_name VARCHAR(255) NULL,
    -- What is so since, as JSON.
    event TEXT NOT NULL,
    PRIMARY KEY (meeting_id, number),
    CONSTRAINT timeline_meeting FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
