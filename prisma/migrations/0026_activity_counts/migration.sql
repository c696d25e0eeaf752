-- What the overview shows is counted when it happens, in the transaction of the act. An act only
-- adds a row to "activity_changes", so no act waits for another one. A job adds these rows up into
-- "activity_counts", and readers sum both.

CREATE TABLE "activity_counts" (
  "measure" TEXT NOT NULL,
  -- The quarter of an hour in which it happened: days and hours of every time zone consist of whole
  -- quarters. 'infinity': a count that holds now, such as that of users by password state.
  "at" TIMESTAMPTZ(3) NOT NULL,
  "count" BIGINT NOT NULL,
  PRIMARY KEY ("at", "measure")
);

-- Without an index: rows are only added here, and all are read or removed together.
CREATE TABLE "activity_changes" (
  "measure" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "change" INTEGER NOT NULL
);
-- Without it, a database that publishes all tables for logical replication refuses to remove rows.
ALTER TABLE "activity_changes" REPLICA IDENTITY FULL;

CREATE FUNCTION quarter_of(moment timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT date_bin('15 minutes', moment, timestamptz '2000-01-01 00:00:00Z')
$$;

-- Resets that saved a password. Link and code of a provider's link save none.
CREATE FUNCTION count_reset_completed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO activity_changes (measure, at, change)
  VALUES ('resets.completed', quarter_of(NEW.ended_at), 1);
  RETURN NULL;
END $$;
CREATE TRIGGER resets_count_completed AFTER UPDATE OF end_reason ON resets FOR EACH ROW
  WHEN (NEW.end_reason = 'used' AND OLD.end_reason IS DISTINCT FROM 'used'
    AND NEW.purpose <> 'link')
  EXECUTE FUNCTION count_reset_completed();

-- Every path writes its audit event in the transaction of the act, so these counts are those of the
-- audit log's list.
CREATE FUNCTION count_audited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO activity_changes (measure, at, change)
  SELECT measure, quarter_of(at), count(*) FROM added CROSS JOIN LATERAL unnest(CASE
    WHEN action = 'session.started' AND details->>'method' = 'temporary-password'
      THEN ARRAY['sign-ins.succeeded', 'temporary-passwords.used']
    WHEN action = 'session.started' THEN ARRAY['sign-ins.succeeded']
    WHEN action = 'password-reset.started' THEN ARRAY['resets.started']
    WHEN action = 'password-reset.disowned' THEN ARRAY['resets.disowned']
  END) AS measure
  GROUP BY 1, 2;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_events_count AFTER INSERT ON audit_events REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_audited();

-- Each mail counts once, by its present status, in the quarter in which it was requested. A mail
-- that is being sent still counts as waiting.
CREATE FUNCTION mail_measure(status text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'mails.' || CASE status WHEN 'sending' THEN 'queued' ELSE status END
$$;

CREATE FUNCTION count_mails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO activity_changes (measure, at, change)
  SELECT mail_measure(status), quarter_of(asked_at), count(*) FROM added GROUP BY 1, 2;
  RETURN NULL;
END $$;
CREATE TRIGGER messages_count AFTER INSERT ON messages REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_mails();

CREATE FUNCTION count_mail_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO activity_changes (measure, at, change)
  VALUES (mail_measure(OLD.status), quarter_of(OLD.asked_at), -1),
    (mail_measure(NEW.status), quarter_of(NEW.asked_at), 1);
  RETURN NULL;
END $$;
CREATE TRIGGER messages_count_status AFTER UPDATE OF status, asked_at ON messages FOR EACH ROW
  WHEN (mail_measure(OLD.status) <> mail_measure(NEW.status) OR OLD.asked_at <> NEW.asked_at)
  EXECUTE FUNCTION count_mail_status();

-- Users by the state of their own password and the way they sign in. Living temporary passwords end
-- by time, so the overview counts those when it is read. A deleted user is a tombstone, and counts
-- nowhere.
CREATE FUNCTION user_measure(
  deleted_at timestamptz, password_hash text, password_blocked_at timestamptz,
  must_change_password boolean, sign_in_method text
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN deleted_at IS NULL THEN
    'users.' || CASE
      WHEN password_blocked_at IS NOT NULL THEN 'blocked'
      WHEN password_hash IS NULL THEN 'none'
      WHEN must_change_password THEN 'must-change'
      ELSE 'set' END || '.' || sign_in_method
  END
$$;

CREATE FUNCTION count_users() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO activity_changes (measure, at, change)
  SELECT * FROM (
    SELECT user_measure(deleted_at, password_hash, password_blocked_at, must_change_password,
      sign_in_method) AS measure, timestamptz 'infinity',
      CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
    FROM touched GROUP BY 1
  ) AS counted WHERE measure IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER users_count_added AFTER INSERT ON users REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION count_users();
CREATE TRIGGER users_count_removed AFTER DELETE ON users REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION count_users();

CREATE FUNCTION count_user_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := user_measure(OLD.deleted_at, OLD.password_hash, OLD.password_blocked_at,
    OLD.must_change_password, OLD.sign_in_method);
  after text := user_measure(NEW.deleted_at, NEW.password_hash, NEW.password_blocked_at,
    NEW.must_change_password, NEW.sign_in_method);
BEGIN
  IF before IS DISTINCT FROM after THEN
    INSERT INTO activity_changes (measure, at, change)
    SELECT measure, timestamptz 'infinity', change
    FROM (VALUES (before, -1), (after, 1)) AS moved (measure, change) WHERE measure IS NOT NULL;
  END IF;
  RETURN NULL;
END $$;
-- A new password in place of another one changes no count: the conditions keep that path free.
CREATE TRIGGER users_count_state
  AFTER UPDATE OF deleted_at, password_hash, password_blocked_at, must_change_password,
    sign_in_method ON users FOR EACH ROW
  WHEN ((OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)
    OR (OLD.password_hash IS NULL) <> (NEW.password_hash IS NULL)
    OR (OLD.password_blocked_at IS NULL) <> (NEW.password_blocked_at IS NULL)
    OR OLD.must_change_password <> NEW.must_change_password
    OR OLD.sign_in_method <> NEW.sign_in_method)
  EXECUTE FUNCTION count_user_state();

-- What is stored already. The overview shows 90 days. Requests for unknown names, and failed
-- sign-ins with unknown names, weren't stored: those begin with this version.
INSERT INTO activity_counts (measure, at, count)
SELECT measure, at, sum(count) FROM (
  SELECT 'resets.requested' AS measure, quarter_of(asked_at) AS at, count(*) AS count
  FROM messages WHERE origin = 'self-service' AND asked_at > now() - interval '100 days'
  GROUP BY 1, 2
  UNION ALL
  SELECT mail_measure(status), quarter_of(asked_at), count(*)
  FROM messages WHERE asked_at > now() - interval '100 days' GROUP BY 1, 2
  UNION ALL
  -- Resets are kept for 30 days, and their audit events for longer. A temporary password has none.
  SELECT 'resets.completed', quarter_of(ended_at), count(*)
  FROM resets WHERE end_reason = 'used' AND purpose = 'temporary'
    AND ended_at > now() - interval '100 days' GROUP BY 1, 2
  UNION ALL
  SELECT measure, quarter_of(at), count(*)
  FROM audit_events CROSS JOIN LATERAL unnest(CASE
    WHEN action = 'session.started' AND details->>'method' = 'temporary-password'
      THEN ARRAY['sign-ins.succeeded', 'temporary-passwords.used']
    WHEN action = 'session.started' THEN ARRAY['sign-ins.succeeded']
    WHEN action = 'password-reset.started' THEN ARRAY['resets.started']
    WHEN action = 'password-reset.disowned' THEN ARRAY['resets.disowned']
    WHEN action = 'password-reset.completed' THEN ARRAY['resets.completed']
  END) AS measure
  WHERE at > now() - interval '100 days' GROUP BY 1, 2
  UNION ALL
  -- Their events hold the hour and how often it happened.
  SELECT CASE action WHEN 'sign-in.failed' THEN 'sign-ins.failed' ELSE 'resets.wrong-codes' END,
    quarter_of((details->>'hour')::timestamptz), sum((details->>'count')::int)
  FROM audit_events
  WHERE action IN ('sign-in.failed', 'reset-code.wrong') AND at > now() - interval '100 days'
    AND details ? 'hour' AND details ? 'count' GROUP BY 1, 2
  UNION ALL
  -- Of the present hour the first one alone is an event.
  SELECT CASE action WHEN 'sign-in.failed' THEN 'sign-ins.failed' ELSE 'resets.wrong-codes' END,
    quarter_of(hour), sum(count - 1)
  FROM audit_counts WHERE action IN ('sign-in.failed', 'reset-code.wrong') GROUP BY 1, 2
  UNION ALL
  SELECT user_measure(deleted_at, password_hash, password_blocked_at, must_change_password,
    sign_in_method), timestamptz 'infinity', count(*)
  FROM users WHERE deleted_at IS NULL GROUP BY 1
) AS stored
WHERE count <> 0 GROUP BY 1, 2;
