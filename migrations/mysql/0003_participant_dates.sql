CREATE TABLE IF NOT EXISTS participant_dates (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    created_at DATETIME(6) NOT NULL,
    participant_id BIGINT NOT NULL,
    date DATE NOT NULL,
    enabled BOOL NOT NULL DEFAULT TRUE,
    starred BOOL NOT NULL DEFAULT FALSE,
    UNIQUE KEY participant_dates_date (participant_id, date),
    CONSTRAINT participant_dates_participant FOREIGN KEY (participant_id) REFERENCES participants (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
