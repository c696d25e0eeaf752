-- One action for many users at once, each in a transaction of its own.

CREATE TABLE "user_batches" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "action" TEXT NOT NULL,
  -- With `change-role`. No foreign key: the batch outlives the role.
  "role_id" UUID,
  "status" TEXT NOT NULL DEFAULT 'draft'
    CHECK ("status" IN ('draft', 'running', 'stopped', 'completed')),
  "stopped_because" TEXT CHECK ("stopped_because" IN ('administrator', 'permission')),
  -- Ids that were given and that nobody has.
  "unknown_users" INTEGER NOT NULL DEFAULT 0,
  -- A user, or an API key with the user who created it. No foreign keys: the batch outlives both.
  "created_by" UUID NOT NULL,
  "created_by_user" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  -- On whose authority it runs.
  "started_by" UUID,
  -- What they could do then. It never runs with more.
  "permissions" TEXT[],
  -- They had signed in recently, where that is needed.
  "is_proved" BOOLEAN NOT NULL DEFAULT false,
  -- For the audit events of each user. The address is kept only while the batch runs.
  "request_id" TEXT,
  "ip" TEXT,
  "started_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  -- Its creator has seen the result.
  "closed_at" TIMESTAMPTZ(3)
);
CREATE INDEX "user_batches_created_by_user_created_at_idx"
  ON "user_batches" ("created_by_user", "created_at");
CREATE INDEX "user_batches_running_idx" ON "user_batches" ("id") WHERE "status" = 'running';

-- A user of a batch. It holds no personal data, so it stays when the user is erased. No foreign key
-- to the user: choosing 10,000 users would lock each of them.
CREATE TABLE "user_batch_users" (
  "batch_id" UUID NOT NULL
    REFERENCES "user_batches" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "user_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  -- `mailed`: how it went is the state of the mail.
  "outcome" TEXT NOT NULL DEFAULT 'waiting'
    CHECK ("outcome" IN ('waiting', 'mailed', 'done', 'failed', 'left-out', 'stopped')),
  "reason" TEXT,
  "message_id" UUID,
  -- How often an error of ours was in the way.
  "failures" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("batch_id", "user_id")
);
CREATE INDEX "user_batch_users_batch_id_position_idx" ON "user_batch_users" ("batch_id", "position");
CREATE INDEX "user_batch_users_waiting_idx" ON "user_batch_users" ("batch_id", "position")
  WHERE "outcome" = 'waiting';
