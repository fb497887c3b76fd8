CREATE TABLE IF NOT EXISTS timeline (
    meeting_id TEXT NOT NULL REFERENCES meetings (url_code) ON DELETE CASCADE,
    -- Counted within the meeting from 1, without gaps.
    number INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    -- 'participant', 'organizer' or 'guest'.
    actor TEXT NOT NULL,
    -- The participant who did it, and its name at the time; it may be gone since.
    actor_id INTEGER NULL,
    actor_name TEXT NULL,
    -- What is so since, as JSON.
    event TEXT NOT NULL,
    PRIMARY KEY (meeting_id, number)
);
