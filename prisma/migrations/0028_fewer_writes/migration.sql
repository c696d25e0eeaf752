-- What a mail, a sign-in and a saved password write.

-- Room on each page for the next version of its rows. A sign-in, or the acceptance of a mail, then
-- changes no index.
ALTER TABLE "users" SET (fillfactor = 90);
ALTER TABLE "resets" SET (fillfactor = 70);
ALTER TABLE "sessions" SET (fillfactor = 90);

-- A waiting mail changes twice before it leaves, and each time all parts of its address were indexed
-- anew. Few mails wait, and messages_waiting_idx finds them.
DROP INDEX "messages_to_idx";
CREATE INDEX "messages_to_idx" ON "messages"
  USING gin (lower("to" COLLATE "und-x-icu") gin_trgm_ops)
  WHERE "accepted_at" IS NOT NULL OR "status" NOT IN ('queued', 'sending', 'delayed');

-- Whether any webhook can receive an event. A webhook that we switched off keeps its events for a
-- replay.
CREATE FUNCTION has_webhooks() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM webhooks WHERE enabled OR switched_off_at IS NOT NULL)
$$;

-- Mails are stored and settled in sets, so their events are told of in sets too.
DROP TRIGGER messages_tell_reset_mailed ON messages;
DROP FUNCTION tell_reset_mailed();
CREATE FUNCTION tell_resets_mailed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT has_webhooks() THEN
    RETURN NULL;
  END IF;
  PERFORM tell_webhooks('password-reset.requested', VARIADIC coalesce((
    SELECT array_agg(jsonb_build_object(
      'userId', added.user_id, 'resetId', reset_id, 'origin', added.origin, 'purpose', purpose))
    FROM added JOIN resets ON resets.id = reset_id
    WHERE added.origin = 'self-service' AND added.status = 'queued'
      AND template IN ('reset', 'create-password', 'temporary-password', 'console-password')), '{}'));
  RETURN NULL;
END $$;
CREATE TRIGGER messages_tell_resets_mailed AFTER INSERT ON messages REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tell_resets_mailed();

-- A mail that our own mail server delays is told of once, not at each of its tries.
DROP TRIGGER messages_tell_status ON messages;
DROP FUNCTION tell_message_status();
CREATE FUNCTION tell_message_statuses() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told RECORD;
BEGIN
  IF NOT has_webhooks() THEN
    RETURN NULL;
  END IF;
  FOR told IN
    SELECT now.status, array_agg(jsonb_build_object(
      'messageId', now.id, 'userId', now.user_id, 'resetId', now.reset_id,
      'template', now.template, 'status', now.status, 'reason', now.reason)) AS messages
    FROM changed now JOIN unchanged before USING (id)
    WHERE before.status <> now.status
      AND now.status IN ('accepted', 'delivered', 'delayed', 'bounced', 'refused', 'failed')
      AND NOT (now.status = 'delayed' AND before.status = 'sending' AND (
        SELECT count(*) FROM message_events
        WHERE message_id = now.id AND message_events.status = 'delayed') > 1)
    GROUP BY now.status
  LOOP
    PERFORM tell_webhooks('message.' || told.status, VARIADIC told.messages);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER messages_tell_statuses AFTER UPDATE ON messages
  REFERENCING OLD TABLE AS unchanged NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tell_message_statuses();
