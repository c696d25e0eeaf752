-- A reset can end in a passkey in place of a password.
ALTER TABLE "resets" ADD COLUMN "factor_id" UUID;
