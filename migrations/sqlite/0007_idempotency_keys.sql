CREATE TABLE IF NOT EXISTS idempotency_keys (
    -- The hash of the device, or zeros for those who have none.
    scope BLOB NOT NULL,
    operation TEXT NOT NULL,
    key_hash BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    answer TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (scope, operation, key_hash)
);
CREATE INDEX IF NOT EXISTS idempotency_keys_created_at ON idempotency_keys (created_at);
