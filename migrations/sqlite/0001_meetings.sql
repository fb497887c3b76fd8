CREATE TABLE IF NOT EXISTS meetings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at DATETIME NOT NULL,
    url_code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    location TEXT NOT NULL,
    start_date DATE NULL,
    end_date DATE NULL,
    -- A bit for each excluded weekday: 1 Monday to 64 Sunday.
    excluded_weekdays INTEGER NOT NULL DEFAULT 0,
    -- The number of the newest entry of the timeline.
    version INTEGER NOT NULL DEFAULT 0,
    -- Created without a device: belongs to everybody with the link.
    open BOOLEAN NOT NULL DEFAULT FALSE,
    expires_on DATE NOT NULL
);
CREATE INDEX IF NOT EXISTS meetings_expires_on ON meetings (expires_on);
