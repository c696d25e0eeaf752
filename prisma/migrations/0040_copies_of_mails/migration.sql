-- A mail that was stored together with the same one to a user's main address. Where the newest mail
-- of a user is shown, it is the one to the main address.

ALTER TABLE "messages" ADD COLUMN "is_copy" BOOLEAN NOT NULL DEFAULT false;
