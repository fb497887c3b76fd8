-- Names that a meeting took over from an earlier one. Whoever joins by one takes it.
CREATE TABLE IF NOT EXISTS reserved_names (
    meeting_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- The place in the list.
    number BIGINT NOT NULL,
    name_key BINARY(32) NOT NULL,
    name VARCHAR(255) NOT NULL,
    PRIMARY KEY (meeting_id, name_key),
    CONSTRAINT reserved_names_meeting FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
