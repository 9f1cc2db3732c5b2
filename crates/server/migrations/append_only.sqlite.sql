CREATE TRIGGER IF NOT EXISTS event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER IF NOT EXISTS event_is_never_removed BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER IF NOT EXISTS audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER IF NOT EXISTS audit_is_never_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
-- `INSERT OR REPLACE` removes a row without telling the trigger above.
CREATE TRIGGER IF NOT EXISTS audit_is_never_replaced BEFORE INSERT ON audit
WHEN NEW.number <= (SELECT coalesce(max(number), 0) FROM audit)
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER IF NOT EXISTS note_is_never_changed BEFORE UPDATE ON note
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER IF NOT EXISTS note_is_never_removed BEFORE DELETE ON note
BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
CREATE TRIGGER IF NOT EXISTS rating_is_never_changed BEFORE UPDATE ON rating
BEGIN SELECT RAISE(ABORT, 'a rating stays as it was sent'); END;
