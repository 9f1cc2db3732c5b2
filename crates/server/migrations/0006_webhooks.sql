-- Addresses that hear of every change. What waits for one is all changes after its position: nothing is queued twice.
CREATE TABLE webhook (
    id TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    -- Sealed.
    secret BYTES NOT NULL,
    -- Whose changes it hears; `*` for all.
    unit TEXT NOT NULL,
    -- Number of the last change that it took.
    position BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    -- Since when it takes nothing, and how often it was tried since.
    failing_since BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    -- Not tried before; also the mark of the server that tells it now.
    next_at BIGINT NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT '',
    dead_at BIGINT
);
