-- Who sends: accounts found by a phone number that nobody can read here, the devices that are signed in, and the codes on
-- their way.

CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    -- HMAC-SHA-256 of the number under a key made of the server's: it is found by, and tells nothing.
    phone_index BYTES NOT NULL UNIQUE,
    -- Sealed.
    phone BYTES NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE session (
    -- SHA-256 of the cookie's token, which has 130 bits of chance.
    token_hash BYTES NOT NULL PRIMARY KEY,
    -- What the list of devices calls it.
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (id),
    browser TEXT NOT NULL,
    system TEXT NOT NULL,
    signed_in_at BIGINT NOT NULL,
    -- To the minute: not every request writes.
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_end ON session (expires_at);

CREATE TABLE one_time_code (
    challenge TEXT NOT NULL PRIMARY KEY,
    phone_index BYTES NOT NULL,
    -- Sealed.
    phone BYTES NOT NULL,
    -- HMAC-SHA-256 of challenge and code: of six digits a plain hash would be read in a moment.
    code_hash BYTES NOT NULL,
    sent_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX one_time_code_by_phone ON one_time_code (phone_index, sent_at);
CREATE INDEX one_time_code_by_time ON one_time_code (sent_at);

-- Who has sent it; empty: somebody who was not signed in.
ALTER TABLE dossier ADD COLUMN account TEXT NOT NULL DEFAULT '';
CREATE INDEX dossier_by_account ON dossier (account, submitted_at, code) WHERE account <> '';
