-- Further e-mail addresses of a user, with which the account can be recovered.
CREATE TABLE "recovery_addresses" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "address" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  -- Null: nobody has typed the code that was mailed to it.
  "confirmed_at" TIMESTAMPTZ(3),
  -- From then on mails go to it. Until then its owner can be told, and can remove it.
  "counts_from" TIMESTAMPTZ(3),
  CHECK (("confirmed_at" IS NULL) = ("counts_from" IS NULL))
);
CREATE INDEX "recovery_addresses_user_id_idx" ON "recovery_addresses" ("user_id");

ALTER TABLE "mailed_codes" ADD COLUMN "recovery_address_id" UUID
  REFERENCES "recovery_addresses" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "mailed_codes" ADD CONSTRAINT "mailed_codes_recovery_address_check"
  CHECK (("purpose" = 'recovery-address') = ("recovery_address_id" IS NOT NULL));
CREATE INDEX "mailed_codes_recovery_address_id_idx" ON "mailed_codes" ("recovery_address_id");

ALTER TABLE "messages" ADD COLUMN "recovery_address_id" UUID;
