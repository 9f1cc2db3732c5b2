-- Forms that arrive before their papers, and files that arrive in parts.

-- A row of `upload` without a place is a file that a dossier names and that has not arrived. One table for both: a form and
-- its paper that arrive at the same moment meet in one row and cannot miss each other.

-- When the last paper of the form had arrived; NULL while some are awaited.
ALTER TABLE dossier ADD COLUMN complete_at BIGINT;
UPDATE dossier SET complete_at = submitted_at;

-- A file of which the first `arrived` of `bytes` bytes are there.
CREATE TABLE partial (
    key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    arrived BIGINT NOT NULL,
    -- When the last bytes came.
    touched_at BIGINT NOT NULL,
    -- What the client says about it, sealed: a file's name may say whose paper it is.
    metadata BYTES NOT NULL,
    PRIMARY KEY (key, sha256)
);
CREATE INDEX partial_by_time ON partial (touched_at);

-- Its parts in the store, each sealed.
CREATE TABLE part (
    key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    -- Its first byte in the file.
    start BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (key, sha256, start)
);

-- Builds of the app that were served, and since when.
CREATE TABLE app_build (
    build TEXT NOT NULL PRIMARY KEY,
    served_since BIGINT NOT NULL
);
