-- Webhooks. The database itself writes the events, by triggers, in the transaction of the act that
-- they report. So every path sends its events, and no act needs a further round trip.

CREATE TABLE "webhooks" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "url" TEXT NOT NULL,
  "events" TEXT[],
  "description" TEXT,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  -- Who is told when it is switched off. No foreign key: the webhook outlives its maker.
  "created_by" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  -- The first failed try after the last delivery.
  "failing_since" TIMESTAMPTZ(3),
  -- When we switched it off. Its events are still kept, so that they can be replayed.
  "switched_off_at" TIMESTAMPTZ(3)
);
CREATE INDEX "webhooks_created_at_id_idx" ON "webhooks" ("created_at", "id");

-- The secrets that sign: the current one, and replaced ones until their overlap ends.
CREATE TABLE "webhook_secrets" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "webhook_id" UUID NOT NULL REFERENCES "webhooks" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "sealed" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3)
);
CREATE INDEX "webhook_secrets_webhook_id_idx" ON "webhook_secrets" ("webhook_id");

CREATE TABLE "webhook_events" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "type" TEXT NOT NULL,
  "data" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "webhook_events_at_idx" ON "webhook_events" ("at");

-- One event for one webhook. No foreign key to the webhook: it would make acts wait for a webhook
-- that is being deleted, or fail. Rows of a deleted webhook are never sent, and go with their event.
CREATE TABLE "webhook_deliveries" (
  "webhook_id" UUID NOT NULL,
  "event_id" UUID NOT NULL REFERENCES "webhook_events" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "status" TEXT NOT NULL DEFAULT 'pending' CHECK ("status" IN ('pending', 'delivered', 'failed')),
  -- Tries since the event or its last replay.
  "tries" INTEGER NOT NULL DEFAULT 0,
  "is_test" BOOLEAN NOT NULL DEFAULT false,
  -- Null: at once. While a try runs, it says when another worker may take it over.
  "next_attempt_at" TIMESTAMPTZ(3),
  -- The time of the event, by which the list is sorted.
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("webhook_id", "event_id")
);
CREATE INDEX "webhook_deliveries_event_id_idx" ON "webhook_deliveries" ("event_id");
CREATE INDEX "webhook_deliveries_webhook_id_at_event_id_idx"
  ON "webhook_deliveries" ("webhook_id", "at", "event_id");
CREATE INDEX "webhook_deliveries_tests_idx" ON "webhook_deliveries" ("webhook_id")
  WHERE "is_test" AND "status" = 'pending';
CREATE INDEX "webhook_deliveries_due_idx"
  ON "webhook_deliveries" ("webhook_id", "next_attempt_at" NULLS FIRST, "at")
  WHERE "status" = 'pending';

CREATE TABLE "webhook_attempts" (
  "id" BIGSERIAL PRIMARY KEY,
  "webhook_id" UUID NOT NULL,
  "event_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  -- The HTTP status of the answer; null: there was none.
  "status" INTEGER,
  "detail" TEXT NOT NULL,
  -- The beginning of the answer's body.
  "answer" TEXT,
  FOREIGN KEY ("webhook_id", "event_id")
    REFERENCES "webhook_deliveries" ("webhook_id", "event_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "webhook_attempts_webhook_id_event_id_idx"
  ON "webhook_attempts" ("webhook_id", "event_id");

-- The webhook that a notice reports.
ALTER TABLE "messages" ADD COLUMN "webhook_id" UUID;

-- Stores one event for each of the given data, and its deliveries. Nothing is written if nobody
-- wants the type. A webhook that we switched off still keeps its events for a replay.
CREATE FUNCTION tell_webhooks(event_type text, VARIADIC event_data jsonb[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(event_data) = 0 OR NOT EXISTS (
    SELECT FROM webhooks
    WHERE event_type = ANY (events) AND (enabled OR switched_off_at IS NOT NULL)
  ) THEN
    RETURN;
  END IF;
  WITH event AS (
    INSERT INTO webhook_events (type, data) SELECT event_type, unnest(event_data) RETURNING id, at
  )
  INSERT INTO webhook_deliveries (webhook_id, event_id, at)
  SELECT webhooks.id, event.id, event.at FROM event CROSS JOIN webhooks
  WHERE enabled AND event_type = ANY (events);
  PERFORM pg_notify('webhook_deliveries', '');
END $$;

-- A user asked for a reset. A second request mails the same link again and is an event too.
CREATE FUNCTION tell_reset_mailed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('password-reset.requested', jsonb_build_object(
    'userId', NEW.user_id, 'resetId', NEW.reset_id, 'origin', NEW.origin,
    'purpose', (SELECT purpose FROM resets WHERE id = NEW.reset_id)));
  RETURN NULL;
END $$;
CREATE TRIGGER messages_tell_reset_mailed AFTER INSERT ON messages FOR EACH ROW
  WHEN (NEW.origin = 'self-service' AND NEW.reset_id IS NOT NULL AND NEW.status = 'queued'
    AND NEW.template IN ('reset', 'create-password', 'temporary-password', 'console-password'))
  EXECUTE FUNCTION tell_reset_mailed();

-- An administrator, an invitation or the operator's command started a reset.
CREATE FUNCTION tell_reset_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('password-reset.requested', jsonb_build_object(
    'userId', NEW.user_id, 'resetId', NEW.id, 'origin', NEW.origin, 'purpose', NEW.purpose));
  RETURN NULL;
END $$;
CREATE TRIGGER resets_tell_started AFTER INSERT ON resets FOR EACH ROW
  WHEN (NEW.origin = 'started' AND NEW.purpose <> 'link') EXECUTE FUNCTION tell_reset_started();

CREATE FUNCTION tell_reset_completed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('password-reset.completed', jsonb_build_object(
    'userId', NEW.user_id, 'resetId', NEW.id, 'origin', NEW.origin, 'purpose', NEW.purpose));
  RETURN NULL;
END $$;
CREATE TRIGGER resets_tell_completed AFTER UPDATE OF end_reason ON resets FOR EACH ROW
  WHEN (NEW.end_reason = 'used' AND OLD.end_reason IS DISTINCT FROM 'used'
    AND NEW.purpose <> 'link')
  EXECUTE FUNCTION tell_reset_completed();

CREATE FUNCTION tell_disowned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('password-reset.disowned', jsonb_build_object(
    'userId', NEW.user_id, 'outcome', NEW.outcome,
    'resetId', (SELECT id FROM resets
      WHERE user_id = NEW.user_id AND (id = NEW.subject_id OR password_id = NEW.subject_id)
      LIMIT 1)));
  RETURN NULL;
END $$;
CREATE TRIGGER disowns_tell AFTER INSERT ON disowns FOR EACH ROW EXECUTE FUNCTION tell_disowned();

-- A sign-in that hashes the same password anew changes the hash alone and drops its scheme. That is
-- no change of the password. A deletion has its own event.
CREATE FUNCTION tell_password_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.password_hash IS NOT NULL AND NEW.password_hash IS NOT NULL
    AND OLD.password_id IS NOT DISTINCT FROM NEW.password_id
    AND OLD.foreign_scheme IS NOT NULL AND NEW.foreign_scheme IS NULL
    AND (OLD.password_blocked_at IS NULL) = (NEW.password_blocked_at IS NULL)
  THEN
    RETURN NULL;
  END IF;
  PERFORM tell_webhooks('password.changed', jsonb_build_object(
    'userId', NEW.id, 'change', CASE
      WHEN NEW.password_hash IS NULL THEN 'removed'
      WHEN NEW.password_blocked_at IS NOT NULL THEN 'blocked'
      ELSE 'set' END));
  RETURN NULL;
END $$;
CREATE TRIGGER users_tell_password_changed
  AFTER UPDATE OF password_hash, password_id, password_blocked_at ON users FOR EACH ROW
  WHEN (NEW.deleted_at IS NULL AND (
    OLD.password_hash IS DISTINCT FROM NEW.password_hash
    OR OLD.password_id IS DISTINCT FROM NEW.password_id
    OR OLD.password_blocked_at IS NULL AND NEW.password_blocked_at IS NOT NULL))
  EXECUTE FUNCTION tell_password_changed();

-- Imports add thousands of users in one statement.
CREATE FUNCTION tell_users_created() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('user.created', VARIADIC coalesce((
    SELECT array_agg(jsonb_build_object('userId', id, 'kind', kind)) FROM added
    WHERE deleted_at IS NULL), '{}'));
  RETURN NULL;
END $$;
CREATE TRIGGER users_tell_created AFTER INSERT ON users REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tell_users_created();

CREATE FUNCTION tell_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('user.changed', jsonb_build_object('userId', NEW.id, 'fields',
    array_to_json(array_remove(ARRAY[
      CASE WHEN OLD.username <> NEW.username THEN 'username' END,
      CASE WHEN OLD.display_name <> NEW.display_name THEN 'displayName' END,
      CASE WHEN OLD.kind <> NEW.kind THEN 'kind' END,
      CASE WHEN OLD.email_to IS DISTINCT FROM NEW.email_to THEN 'emailTo' END,
      CASE WHEN OLD.organization_id IS DISTINCT FROM NEW.organization_id THEN 'organization' END,
      CASE WHEN OLD.role_id <> NEW.role_id THEN 'role' END,
      CASE WHEN OLD.sign_in_method <> NEW.sign_in_method THEN 'signInMethod' END,
      CASE WHEN OLD.address_confirmed_at IS DISTINCT FROM NEW.address_confirmed_at
        THEN 'addressConfirmedAt' END
    ], NULL))));
  RETURN NULL;
END $$;
CREATE TRIGGER users_tell_changed
  AFTER UPDATE OF username, display_name, kind, email_to, organization_id, role_id, sign_in_method,
    address_confirmed_at ON users FOR EACH ROW
  WHEN (NEW.deleted_at IS NULL AND (
    OLD.username <> NEW.username OR OLD.display_name <> NEW.display_name OR OLD.kind <> NEW.kind
    OR OLD.email_to IS DISTINCT FROM NEW.email_to
    OR OLD.organization_id IS DISTINCT FROM NEW.organization_id
    OR OLD.role_id <> NEW.role_id OR OLD.sign_in_method <> NEW.sign_in_method
    OR OLD.address_confirmed_at IS DISTINCT FROM NEW.address_confirmed_at))
  EXECUTE FUNCTION tell_user_changed();

CREATE FUNCTION tell_user_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks(CASE
    WHEN NEW.deleted_at IS NOT NULL THEN 'user.deleted'
    WHEN NEW.status = 'active' THEN 'user.reactivated'
    ELSE 'user.deactivated' END, jsonb_build_object('userId', NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER users_tell_status AFTER UPDATE OF status, deleted_at ON users FOR EACH ROW
  WHEN (OLD.deleted_at IS NULL AND (NEW.deleted_at IS NOT NULL OR OLD.status <> NEW.status))
  EXECUTE FUNCTION tell_user_status();

-- An extra role was given or taken. Deleting a user takes all roles and has its own event.
CREATE FUNCTION tell_extra_roles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('user.changed', VARIADIC coalesce((
    SELECT array_agg(DISTINCT jsonb_build_object(
      'userId', users.id, 'fields', jsonb_build_array('extraRoles')))
    FROM touched JOIN users ON users.id = touched.user_id
    WHERE users.deleted_at IS NULL), '{}'));
  RETURN NULL;
END $$;
CREATE TRIGGER user_roles_tell_given AFTER INSERT ON user_roles REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_extra_roles();
CREATE TRIGGER user_roles_tell_taken AFTER DELETE ON user_roles REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tell_extra_roles();

-- A mail that our own mail server delays is told of once, not at each of its tries.
CREATE FUNCTION tell_message_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'delayed' AND OLD.status = 'sending' AND (
    SELECT count(*) FROM message_events WHERE message_id = NEW.id AND status = 'delayed') > 1
  THEN
    RETURN NULL;
  END IF;
  PERFORM tell_webhooks('message.' || NEW.status, jsonb_build_object(
    'messageId', NEW.id, 'userId', NEW.user_id, 'resetId', NEW.reset_id,
    'template', NEW.template, 'status', NEW.status, 'reason', NEW.reason));
  RETURN NULL;
END $$;
CREATE TRIGGER messages_tell_status AFTER UPDATE OF status ON messages FOR EACH ROW
  WHEN (OLD.status <> NEW.status
    AND NEW.status IN ('accepted', 'delivered', 'delayed', 'bounced', 'refused', 'failed'))
  EXECUTE FUNCTION tell_message_status();

CREATE FUNCTION tell_session_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('session.started', jsonb_build_object(
    'userId', NEW.user_id, 'sessionId', NEW.id, 'client', NEW.client, 'method', NEW.opened_by));
  RETURN NULL;
END $$;
CREATE TRIGGER sessions_tell_started AFTER INSERT ON sessions FOR EACH ROW
  EXECUTE FUNCTION tell_session_started();

CREATE FUNCTION tell_sessions_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('session.ended', VARIADIC coalesce((
    SELECT array_agg(jsonb_build_object('userId', user_id, 'sessionId', id)) FROM ended), '{}'));
  RETURN NULL;
END $$;
CREATE TRIGGER sessions_tell_ended AFTER DELETE ON sessions REFERENCING OLD TABLE AS ended
  FOR EACH STATEMENT EXECUTE FUNCTION tell_sessions_ended();
