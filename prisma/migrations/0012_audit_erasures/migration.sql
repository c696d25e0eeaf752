-- Erasing the personal details of audit events is an act of its own. Each erased event gets a row
-- here, which names the event that tells of the erasure and carries a MAC of the server key. So
-- SQL alone can't write one: `audit verify` finds details that went without it.

CREATE TABLE "audit_erasures" (
  "event_id" BIGINT PRIMARY KEY REFERENCES "audit_events" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- The event `personal-details.erased`. No foreign key: retention removes the older one first.
  "erased_by" BIGINT NOT NULL,
  "key_id" TEXT NOT NULL,
  "mac" BYTEA NOT NULL
);

CREATE TRIGGER audit_erasures_unchanged BEFORE UPDATE OR TRUNCATE ON audit_erasures
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- An erasure goes with its event, never alone.
CREATE FUNCTION keep_audit_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM audit_events WHERE id = OLD.event_id) THEN
    RAISE EXCEPTION 'audit_erasures is append-only: event % is still there', OLD.event_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER audit_erasures_kept BEFORE DELETE ON audit_erasures
  FOR EACH ROW EXECUTE FUNCTION keep_audit_erasure();

-- Personal details go with their event, or once an erasure names them.
CREATE FUNCTION keep_audit_personal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM audit_events WHERE id = OLD.event_id) OR EXISTS (
    SELECT FROM audit_erasures erasure
    JOIN audit_events act ON act.id = erasure.erased_by AND act.action = 'personal-details.erased'
    WHERE erasure.event_id = OLD.event_id
  ) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit_personal is append-only: no erasure names event %', OLD.event_id
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_personal_kept BEFORE DELETE ON audit_personal
  FOR EACH ROW EXECUTE FUNCTION keep_audit_personal();
