-- Files that no dossier names are removed after a while (`uploads/sweep.rs`).

-- Where the file is in the store: a new place each time it is sent, so that removing an old one never takes a new one away.
ALTER TABLE upload ADD COLUMN place TEXT NOT NULL DEFAULT '';
UPDATE upload SET place = 'uploads/' || substr(key, 1, 2) || '/' || key || '/' || sha256;

-- 1 as soon as a dossier or a supplement names the file: set in the same transaction that stores the naming.
ALTER TABLE upload ADD COLUMN named BIGINT NOT NULL DEFAULT 0;
UPDATE upload SET named = 1
WHERE key IN (SELECT key FROM dossier) OR key IN (SELECT key FROM event WHERE key IS NOT NULL);
CREATE INDEX upload_unnamed ON upload (received_at) WHERE named = 0;

-- Places in the store that no row leads to: noted before the first byte is stored there, and again when the row goes.
CREATE TABLE stray (
    place TEXT NOT NULL PRIMARY KEY,
    -- 0: to be removed now.
    since BIGINT NOT NULL
);
