-- Short-lived tokens, the second factor of people, and whom a commune has appointed to help.

-- Secret of the codes that an officer's phone shows, sealed; none: without a second factor.
ALTER TABLE officer ADD COLUMN totp BYTES;
-- The last half minute of which a code was taken: none is taken twice.
ALTER TABLE officer ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0;

CREATE TABLE access_token (
    -- SHA-256 of the token, which has 130 bits of chance.
    token_hash BYTES NOT NULL PRIMARY KEY,
    officer TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX access_token_by_end ON access_token (expires_at);

CREATE TABLE helper (
    id TEXT NOT NULL PRIMARY KEY,
    -- As in `account`: the helper may sign in for the first time later.
    phone_index BYTES NOT NULL,
    phone BYTES NOT NULL,
    -- Sealed.
    name BYTES NOT NULL,
    unit TEXT NOT NULL,
    appointed_by TEXT NOT NULL,
    appointed_at BIGINT NOT NULL,
    -- The last day, `YYYY-MM-DD` in Vietnam's time.
    until TEXT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX helper_by_phone ON helper (phone_index);
CREATE INDEX helper_by_unit ON helper (unit, appointed_at);
