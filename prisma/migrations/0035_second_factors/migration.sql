-- Second factors: authenticator apps and passkeys, with recovery codes beside them.
CREATE TABLE "second_factors" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "type" TEXT NOT NULL CHECK ("type" IN ('totp', 'passkey')),
  "name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  -- Null: an authenticator app that hasn't shown a right code yet, and doesn't count.
  "confirmed_at" TIMESTAMPTZ(3),
  -- "This wasn't me": it proves nothing any more, but a second factor is still asked for.
  "disowned_at" TIMESTAMPTZ(3),
  "last_used_at" TIMESTAMPTZ(3),
  "sealed_secret" TEXT,
  -- The time step of the newest code that was used.
  "last_step" INTEGER,
  "credential_id" TEXT,
  "public_key" BYTEA,
  "counter" BIGINT,
  "transports" TEXT[],
  CHECK (("type" = 'totp') = ("sealed_secret" IS NOT NULL)),
  CHECK (("type" = 'passkey') = ("credential_id" IS NOT NULL AND "public_key" IS NOT NULL
    AND "counter" IS NOT NULL AND "confirmed_at" IS NOT NULL))
);
CREATE UNIQUE INDEX "second_factors_credential_id_key" ON "second_factors" ("credential_id");
CREATE INDEX "second_factors_user_id_idx" ON "second_factors" ("user_id");

CREATE TABLE "recovery_codes" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "sealed" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3)
);
CREATE INDEX "recovery_codes_user_id_idx" ON "recovery_codes" ("user_id");

-- Sign-ins whose password was right and whose second factor is still missing.
CREATE TABLE "sign_in_challenges" (
  "secret_hash" BYTEA PRIMARY KEY,
  "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "client" TEXT NOT NULL CHECK ("client" IN ('browser', 'app')),
  "reset_id" UUID REFERENCES "resets" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "password_id" UUID,
  "tries_left" INTEGER NOT NULL DEFAULT 5,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "sign_in_challenges_user_id_idx" ON "sign_in_challenges" ("user_id");
CREATE INDEX "sign_in_challenges_reset_id_idx" ON "sign_in_challenges" ("reset_id");
CREATE INDEX "sign_in_challenges_expires_at_idx" ON "sign_in_challenges" ("expires_at");

-- Challenges for passkeys that have been used. Others aren't stored.
CREATE TABLE "spent_challenges" (
  "id" BYTEA PRIMARY KEY,
  "expires_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "spent_challenges_expires_at_idx" ON "spent_challenges" ("expires_at");

-- Removals of lost second factors: two administrators, and a waiting time.
CREATE TABLE "factor_recoveries" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "reason" TEXT NOT NULL,
  -- No foreign keys: it outlives the accounts of those who agreed to it.
  "started_by" UUID NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "confirmed_by" UUID CHECK ("confirmed_by" <> "started_by"),
  "due_at" TIMESTAMPTZ(3),
  "closed_at" TIMESTAMPTZ(3)
);
CREATE INDEX "factor_recoveries_user_id_idx" ON "factor_recoveries" ("user_id");

ALTER TABLE "users" ADD COLUMN "wrong_factor_codes" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "resets" ADD COLUMN "factor_tries_left" INTEGER NOT NULL DEFAULT 5;
ALTER TABLE "messages" ADD COLUMN "factor_id" UUID;
ALTER TABLE "settings" ADD COLUMN "required_since" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "sessions" ADD COLUMN "factor_proved_at" TIMESTAMPTZ(3);
ALTER TABLE "sessions" DROP CONSTRAINT "sessions_opened_by_check";
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_opened_by_check"
  CHECK ("opened_by" IN ('password', 'temporary-password', 'console-password', 'sso', 'passkey'));

-- An authenticator app counts once it is confirmed, a passkey at once.
CREATE FUNCTION tell_factor_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('second-factor.added', jsonb_build_object(
    'userId', NEW.user_id, 'secondFactorId', NEW.id, 'method', NEW.type));
  RETURN NULL;
END $$;
CREATE TRIGGER second_factors_tell_added AFTER INSERT ON second_factors FOR EACH ROW
  WHEN (NEW.confirmed_at IS NOT NULL) EXECUTE FUNCTION tell_factor_added();
CREATE TRIGGER second_factors_tell_confirmed AFTER UPDATE OF confirmed_at ON second_factors
  FOR EACH ROW WHEN (OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL)
  EXECUTE FUNCTION tell_factor_added();

-- Deleting a user removes them too, and has its own event.
CREATE FUNCTION tell_factor_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM users WHERE id = OLD.user_id AND deleted_at IS NULL) THEN
    PERFORM tell_webhooks('second-factor.removed', jsonb_build_object(
      'userId', OLD.user_id, 'secondFactorId', OLD.id, 'method', OLD.type));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER second_factors_tell_removed AFTER DELETE ON second_factors FOR EACH ROW
  WHEN (OLD.confirmed_at IS NOT NULL) EXECUTE FUNCTION tell_factor_removed();

-- "This wasn't me" about a second factor signs the user out.
ALTER TABLE "disowns" DROP CONSTRAINT "disowns_outcome_check";
ALTER TABLE "disowns" ADD CONSTRAINT "disowns_outcome_check"
  CHECK ("outcome" IN ('stopped', 'blocked', 'unlinked', 'signed-out', 'recorded'));
