-- One text for SQLite and PostgreSQL. Only TEXT, BIGINT and BYTES, which `database.rs` writes as BLOB or BYTEA.
-- Instants are milliseconds since 1970 in UTC, days are `YYYY-MM-DD`. BYTES columns named in `seal.rs` are sealed.

-- Every version of a form that was ever served: a submission names its version and is judged by it.
CREATE TABLE definition (
    slug TEXT NOT NULL,
    version TEXT NOT NULL,
    body TEXT NOT NULL,
    first_served_at BIGINT NOT NULL,
    PRIMARY KEY (slug, version)
);

CREATE TABLE dossier (
    code TEXT NOT NULL PRIMARY KEY,
    -- The phone's idempotency key: it never expires, as a phone may come back after weeks.
    key TEXT NOT NULL UNIQUE,
    payload_sha256 TEXT NOT NULL,
    service TEXT NOT NULL,
    definition TEXT NOT NULL,
    state BIGINT NOT NULL,
    version BIGINT NOT NULL,
    submitted_at BIGINT NOT NULL,
    due TEXT NOT NULL,
    -- SHA-256 of the lookup secret.
    secret_hash BYTES NOT NULL,
    answers BYTES NOT NULL,
    receipt BYTES NOT NULL,
    FOREIGN KEY (service, definition) REFERENCES definition (slug, version)
);
-- The officers' list, newest first, whole and by state.
CREATE INDEX dossier_by_time ON dossier (submitted_at, code);
CREATE INDEX dossier_by_state ON dossier (state, submitted_at, code);

-- The history: rows are only added (see `append_only.*.sql`).
CREATE TABLE event (
    code TEXT NOT NULL REFERENCES dossier (code),
    number BIGINT NOT NULL,
    state BIGINT NOT NULL,
    actor TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- Reason and files, sealed.
    detail BYTES,
    -- Idempotency key of a citizen's supplement.
    key TEXT UNIQUE,
    PRIMARY KEY (code, number)
);

-- Files that arrived whole, by the key of the submission or supplement that will name them.
CREATE TABLE upload (
    key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (key, sha256)
);

-- Files an officer hands to the citizen.
CREATE TABLE result (
    code TEXT NOT NULL REFERENCES dossier (code),
    id TEXT NOT NULL,
    -- Sealed: a name may say whose paper it is.
    name BYTES NOT NULL,
    bytes BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (code, id)
);
