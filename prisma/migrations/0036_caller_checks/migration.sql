-- Six-digit codes that are mailed to find out who reads a mailbox. They are derived, not stored.
CREATE TABLE "mailed_codes" (
  "id" UUID PRIMARY KEY,
  "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "purpose" TEXT NOT NULL CHECK ("purpose" IN ('caller-check', 'recovery-address')),
  "key_id" TEXT NOT NULL,
  -- No foreign key: it outlives the account of the administrator who asked.
  "asked_by" UUID NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "tries_left" INTEGER NOT NULL DEFAULT 5,
  -- Somebody typed the right code.
  "used_at" TIMESTAMPTZ(3),
  "used_by" UUID,
  -- Used, used up, replaced or disowned.
  "ended_at" TIMESTAMPTZ(3),
  CHECK (("used_at" IS NULL) = ("used_by" IS NULL)),
  CHECK ("used_at" IS NULL OR "ended_at" IS NOT NULL)
);
CREATE INDEX "mailed_codes_user_id_idx" ON "mailed_codes" ("user_id");
CREATE INDEX "mailed_codes_expires_at_idx" ON "mailed_codes" ("expires_at");

ALTER TABLE "messages" ADD COLUMN "mailed_code_id" UUID;

-- "This wasn't me" about a code for the help desk, or about a new recovery address.
ALTER TABLE "disowns" DROP CONSTRAINT "disowns_outcome_check";
ALTER TABLE "disowns" ADD CONSTRAINT "disowns_outcome_check"
  CHECK ("outcome" IN ('stopped', 'blocked', 'unlinked', 'signed-out', 'caller-refused',
    'address-removed', 'recorded'));
