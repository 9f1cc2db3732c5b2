-- Officers by name, who works on what, what they note for each other, and who has read what.

CREATE TABLE officer (
    -- As `lan.nguyen`: chosen by the console, never used for another person.
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- `police.06685`, or `*` for all.
    unit TEXT NOT NULL,
    role TEXT NOT NULL,
    -- SHA-256 of the token, which has 130 bits of chance.
    token_hash BYTES NOT NULL UNIQUE,
    added_at BIGINT NOT NULL,
    revoked_at BIGINT
);

-- Who works on it; empty: nobody yet.
ALTER TABLE dossier ADD COLUMN assignee TEXT NOT NULL DEFAULT '';

-- Only added to (see `append_only.*.sql`), and never shown to the citizen.
CREATE TABLE note (
    code TEXT NOT NULL REFERENCES dossier (code),
    id TEXT NOT NULL,
    officer TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- Sealed.
    text BYTES NOT NULL,
    PRIMARY KEY (code, id)
);

-- Every reading of a personal record and every act of an officer. Only added to; each row's hash covers the row and the hash
-- before it (`audit.rs`), so that a changed, moved or missing row is found.
CREATE TABLE audit (
    number BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    officer TEXT NOT NULL,
    operation TEXT NOT NULL,
    code TEXT NOT NULL,
    -- What more there is to say, sealed: reasons name people.
    detail BYTES NOT NULL,
    hash BYTES NOT NULL
);
CREATE INDEX audit_by_code ON audit (code, number);

-- One row: the last number and hash. Who adds to the audit locks it.
CREATE TABLE audit_head (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    hash BYTES NOT NULL
);
