-- The audit log is append-only. These triggers stop mistakes and anyone who holds the
-- application's own access; against whoever may switch triggers off there are the seals.
--
-- An explicit id of a new event needs no guard: the order of the log is that of the seals, and a
-- row written into the past shows by a seal far younger than its time.

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;

-- Retention: an event goes once an anchor stands at its seal or after it. Until then it stays,
-- the more so while it has no seal.
CREATE FUNCTION keep_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM audit_seals
    WHERE event_id = OLD.id AND position <= (SELECT max(position) FROM audit_anchors)
  ) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit_events is append-only: no anchor covers event %', OLD.id
    USING ERRCODE = 'restrict_violation';
END $$;

-- A seal goes with its event, never alone: the event would be sealed anew.
CREATE FUNCTION keep_audit_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM audit_events WHERE id = OLD.event_id) THEN
    RAISE EXCEPTION 'audit_seals is append-only: event % is still there', OLD.event_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER audit_events_unchanged BEFORE UPDATE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_events_kept BEFORE DELETE ON audit_events
  FOR EACH ROW EXECUTE FUNCTION keep_audit_event();

CREATE TRIGGER audit_seals_unchanged BEFORE UPDATE OR TRUNCATE ON audit_seals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_seals_kept BEFORE DELETE ON audit_seals
  FOR EACH ROW EXECUTE FUNCTION keep_audit_seal();

CREATE TRIGGER audit_anchors_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_anchors
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Erasure deletes personal fields; their digest stays sealed in the event.
CREATE TRIGGER audit_personal_unchanged BEFORE UPDATE OR TRUNCATE ON audit_personal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- An event takes its seal and its personal fields along, so that retention deletes all in one.
ALTER TABLE audit_seals
  DROP CONSTRAINT audit_seals_event_id_fkey,
  ADD CONSTRAINT audit_seals_event_id_fkey FOREIGN KEY (event_id)
    REFERENCES audit_events (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE audit_personal
  DROP CONSTRAINT audit_personal_event_id_fkey,
  ADD CONSTRAINT audit_personal_event_id_fkey FOREIGN KEY (event_id)
    REFERENCES audit_events (id) ON DELETE CASCADE ON UPDATE CASCADE;
