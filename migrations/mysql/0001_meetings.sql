-- Url codes are compared by exact bytes; the default collation would ignore case.
CREATE TABLE IF NOT EXISTS meetings (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    created_at DATETIME(6) NOT NULL,
    url_code VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    title VARCHAR(255) NOT NULL,
    location VARCHAR(255) NOT NULL,
    start_date DATE NULL,
    end_date DATE NULL,
    -- A bit for each excluded weekday: 1 Monday to 64 Sunday.
    excluded_weekdays SMALLINT NOT NULL DEFAULT 0,
    -- The number of the newest entry of the timeline.
    version BIGINT NOT NULL DEFAULT 0,
    -- Created without a device: belongs to everybody with the link.
    open BOOL NOT NULL DEFAULT FALSE,
    expires_on DATE NOT NULL,
    UNIQUE KEY meetings_url_code (url_code),
    KEY meetings_expires_on (expires_on)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
