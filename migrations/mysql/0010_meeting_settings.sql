-- What the organizer sets beside title, location and dates. A meeting without a row has none of it.
CREATE TABLE IF NOT EXISTS meeting_settings (
    meeting_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
    -- At most 2,000 characters.
    note VARCHAR(2000) NOT NULL DEFAULT '',
    -- The start in minutes after midnight, in a zone of the IANA database, and the duration in minutes.
    start_minute BIGINT NULL,
    time_zone VARCHAR(64) NULL,
    duration_minutes BIGINT NULL,
    -- Closed by hand.
    closed BOOLEAN NOT NULL DEFAULT FALSE,
    -- The last day for answers, and the moment in UTC at which it is over.
    answer_by DATE NULL,
    answer_until DATETIME NULL,
    -- The day of the last decision, and whether it was taken back.
    decided_on DATE NULL,
    withdrawn BOOLEAN NOT NULL DEFAULT FALSE,
    -- The ids of the participants who could then, and of those who could not, with spaces in between.
    decided_could TEXT NULL,
    decided_could_not TEXT NULL,
    CONSTRAINT meeting_settings_meeting FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
