-- Names that a meeting took over from an earlier one. Whoever joins by one takes it.
CREATE TABLE IF NOT EXISTS reserved_names (
    meeting_id TEXT NOT NULL,
    -- The place in the list.
    number INTEGER NOT NULL,
    name_key BLOB NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (meeting_id, name_key),
    FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE
);
