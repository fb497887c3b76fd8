-- Personal and organizer links, by which further devices get what the device that made them has.
CREATE TABLE IF NOT EXISTS links (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    created_at DATETIME NOT NULL,
    meeting_id TEXT NOT NULL,
    -- Whose days the link is for; null for the meeting itself.
    participant_id INTEGER NULL,
    -- The device that made it: if that loses what the link gives, the link goes too.
    made_by BLOB NOT NULL,
    -- SHA-256 of the secret in the link.
    token_hash BLOB NOT NULL UNIQUE,
    -- When a personal link was used: it works once.
    claimed_at DATETIME NULL,
    FOREIGN KEY (meeting_id) REFERENCES meetings (url_code) ON DELETE CASCADE,
    FOREIGN KEY (participant_id) REFERENCES participants (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS links_of_meeting ON links (meeting_id, participant_id);
CREATE INDEX IF NOT EXISTS links_of_participant ON links (participant_id);

-- The devices that came by a link: revoking it takes from them what it gave.
CREATE TABLE IF NOT EXISTS link_devices (
    link_id INTEGER NOT NULL,
    device_hash BLOB NOT NULL,
    PRIMARY KEY (link_id, device_hash),
    FOREIGN KEY (link_id) REFERENCES links (id) ON DELETE CASCADE
);
