-- The officers' worklist, and the changes in one order for all who follow them.

-- The unit that receives the dossier, as `police.06685` (`units.rs`). Empty only until the next start fills it in.
ALTER TABLE dossier ADD COLUMN unit TEXT NOT NULL DEFAULT '';
CREATE INDEX dossier_by_unit ON dossier (unit, submitted_at, code);

-- One row an event, stored with it. The number comes after the commit (`changes.rs`): events commit in another order than
-- they begin, and a reader must never find a smaller number after a larger one.
CREATE TABLE change (
    code TEXT NOT NULL REFERENCES dossier (code),
    event BIGINT NOT NULL,
    -- 1, 2, 3 … without a gap; NULL for a moment after the commit.
    number BIGINT UNIQUE,
    -- State and due day before the event; 0 before the first.
    state_before BIGINT NOT NULL,
    due_before TEXT NOT NULL,
    PRIMARY KEY (code, event)
);
CREATE INDEX change_unnumbered ON change (event) WHERE number IS NULL;
-- What happened before, in the order of the times; should a clock have been set back, still each dossier in its own order.
INSERT INTO change (code, event, number, state_before, due_before)
SELECT code, number, row_number() OVER (ORDER BY seen, code, number), state_before, due FROM (
    SELECT event.code, event.number, dossier.due,
        max(event.at) OVER (PARTITION BY event.code ORDER BY event.number) AS seen,
        coalesce(lag(event.state) OVER (PARTITION BY event.code ORDER BY event.number), 0) AS state_before
    FROM event JOIN dossier ON dossier.code = event.code
) AS history;

-- One row: the last number that was given. Who gives numbers locks it.
CREATE TABLE change_head (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL
);
INSERT INTO change_head (id, number) SELECT 1, count(*) FROM change;
