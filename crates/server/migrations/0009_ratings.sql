-- What citizens say of a service that has ended: once a dossier.
CREATE TABLE rating (
    code TEXT NOT NULL PRIMARY KEY REFERENCES dossier (code),
    -- 1 to 5.
    steps BIGINT NOT NULL,
    -- Sealed.
    words BYTES NOT NULL,
    at BIGINT NOT NULL
);
