-- Reset campaigns: a reset for many users at once, sent by pace, after a trial.

CREATE TABLE "reset_campaigns" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "name" TEXT NOT NULL,
  -- Why the users get the mail. The mail says it.
  "reason" TEXT NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'draft'
    CHECK ("status" IN ('draft', 'running', 'paused', 'completed', 'cancelled')),
  -- Null: the method of each user's kind.
  "method" TEXT CHECK ("method" IN ('code', 'temporary-password')),
  "end_sessions" BOOLEAN NOT NULL,
  "block_current_password" BOOLEAN NOT NULL,
  "per_minute" INTEGER NOT NULL,
  -- Null: the users were chosen by their ids.
  "filter" JSONB,
  -- Ids that were given and that nobody has.
  "unknown_users" INTEGER NOT NULL DEFAULT 0,
  -- A user, or an API key with the user who created it. No foreign keys: the campaign outlives both.
  "created_by" UUID NOT NULL,
  "created_by_user" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  -- On whose authority mails are sent.
  "started_by" UUID,
  "started_by_user" UUID,
  "started_at" TIMESTAMPTZ(3),
  "second_administrator" TEXT[],
  "ended_at" TIMESTAMPTZ(3),
  "paused_because" TEXT CHECK ("paused_because" IN ('administrator', 'trial', 'starter')),
  -- The pace: when the next mail may be sent.
  "next_at" TIMESTAMPTZ(3),
  "trial_outcome" TEXT NOT NULL DEFAULT 'pending'
    CHECK ("trial_outcome" IN ('pending', 'passed', 'failed', 'overruled')),
  "trial_at" TIMESTAMPTZ(3),
  "reminded_by" UUID,
  "reminded_by_user" UUID,
  "reminded_at" TIMESTAMPTZ(3),
  -- Reminders wait to be sent.
  "is_reminding" BOOLEAN NOT NULL DEFAULT false
);
CREATE INDEX "reset_campaigns_created_at_id_idx" ON "reset_campaigns" ("created_at", "id");
CREATE INDEX "reset_campaigns_active_idx" ON "reset_campaigns" ("id")
  WHERE "status" = 'running' OR "is_reminding";

-- A user of a campaign. It holds no personal data, so it stays when the user is erased.
CREATE TABLE "reset_campaign_users" (
  "campaign_id" UUID NOT NULL
    REFERENCES "reset_campaigns" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- The order in which mails are sent.
  "position" INTEGER NOT NULL,
  -- The furthest step. It follows the mail (the trigger below), so that the counts outlive the mail.
  "outcome" TEXT NOT NULL DEFAULT 'queued',
  "reason" TEXT,
  -- The mail; null: none was queued yet.
  "message_id" UUID,
  -- The reset of the newest mail.
  "reset_id" UUID,
  "sent_at" TIMESTAMPTZ(3),
  "saved_at" TIMESTAMPTZ(3),
  "is_trial" BOOLEAN NOT NULL DEFAULT false,
  -- How often queuing the mail failed.
  "failures" INTEGER NOT NULL DEFAULT 0,
  -- The newest reminder. `queued` without a mail: it waits for its turn.
  "reminder_outcome" TEXT,
  "reminder_message_id" UUID,
  PRIMARY KEY ("campaign_id", "user_id")
);
CREATE INDEX "reset_campaign_users_campaign_id_position_idx"
  ON "reset_campaign_users" ("campaign_id", "position");
CREATE INDEX "reset_campaign_users_campaign_id_outcome_reason_idx"
  ON "reset_campaign_users" ("campaign_id", "outcome", "reason");
CREATE INDEX "reset_campaign_users_user_id_idx" ON "reset_campaign_users" ("user_id");
CREATE INDEX "reset_campaign_users_waiting_idx" ON "reset_campaign_users" ("campaign_id", "position")
  WHERE "outcome" = 'queued' AND "message_id" IS NULL;
CREATE INDEX "reset_campaign_users_trial_idx" ON "reset_campaign_users" ("campaign_id")
  WHERE "is_trial";
CREATE INDEX "reset_campaign_users_reminding_idx"
  ON "reset_campaign_users" ("campaign_id", "position") WHERE "reminder_outcome" IS NOT NULL;
CREATE UNIQUE INDEX "reset_campaign_users_message_idx" ON "reset_campaign_users" ("message_id")
  WHERE "message_id" IS NOT NULL;
CREATE UNIQUE INDEX "reset_campaign_users_reminder_idx"
  ON "reset_campaign_users" ("reminder_message_id") WHERE "reminder_message_id" IS NOT NULL;

-- What happened to a campaign, for its page.
CREATE TABLE "reset_campaign_steps" (
  "id" BIGSERIAL PRIMARY KEY,
  "campaign_id" UUID NOT NULL
    REFERENCES "reset_campaigns" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "step" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  -- Null: Rekey itself.
  "actor_id" UUID,
  "details" JSONB NOT NULL
);
CREATE INDEX "reset_campaign_steps_campaign_id_id_idx" ON "reset_campaign_steps" ("campaign_id", "id");

-- No foreign key: a mail outlives its campaign.
ALTER TABLE "messages" ADD COLUMN "campaign_id" UUID;
-- Its job found the campaign paused and ended. It gets a new job when the campaign goes on.
ALTER TABLE "messages" ADD COLUMN "held" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "messages_held_idx" ON "messages" ("campaign_id") WHERE "held";
CREATE INDEX "messages_campaign_waiting_idx" ON "messages" ("campaign_id")
  WHERE "campaign_id" IS NOT NULL AND "accepted_at" IS NULL
    AND "status" IN ('queued', 'sending', 'delayed');

-- The furthest step of a user follows their mail. Nothing is further than a saved password.
CREATE FUNCTION tell_campaign_of_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reset_campaign_users SET outcome = NEW.status, reason = NEW.reason
  WHERE message_id = NEW.id AND outcome <> 'saved';
  IF NOT FOUND THEN
    UPDATE reset_campaign_users SET reminder_outcome = NEW.status
    WHERE reminder_message_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER messages_tell_campaign AFTER UPDATE OF status, reason ON messages FOR EACH ROW
  WHEN (NEW.campaign_id IS NOT NULL
    AND (OLD.status <> NEW.status OR OLD.reason IS DISTINCT FROM NEW.reason))
  EXECUTE FUNCTION tell_campaign_of_message();

CREATE FUNCTION tell_campaign_completed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('reset-campaign.completed', jsonb_build_object('campaignId', NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER reset_campaigns_tell_completed AFTER UPDATE OF status ON reset_campaigns FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND NEW.status = 'completed')
  EXECUTE FUNCTION tell_campaign_completed();

-- Administrators may do everything.
UPDATE "roles" SET "permissions" =
  array_remove("permissions", 'clients.forward') || ARRAY['campaigns.write', 'clients.forward']
WHERE "id" = '00000000-0000-4000-8000-000000000001';
