-- Temporary passwords live in "resets": mailed, ended and disowned as link and code are.

ALTER TABLE "resets" DROP CONSTRAINT "resets_purpose_check";
ALTER TABLE "resets" ADD CONSTRAINT "resets_purpose_check"
  CHECK ("purpose" IN ('reset', 'create', 'console', 'temporary'));

-- One living link a user; of temporary passwords the old one runs out beside the new one.
DROP INDEX "resets_living_key";
CREATE UNIQUE INDEX "resets_living_key" ON "resets" ("user_id")
  WHERE "ended_at" IS NULL AND "purpose" <> 'temporary';

-- The temporary password that opened a session: with it the session ends.
ALTER TABLE "sessions" ADD COLUMN "reset_id" UUID,
  ADD CONSTRAINT "sessions_reset_id_fkey" FOREIGN KEY ("reset_id") REFERENCES "resets" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "sessions_reset_id_idx" ON "sessions" ("reset_id");

-- Who holds one: few, and a filter of the users' list.
CREATE INDEX "resets_temporary_idx" ON "resets" ("user_id")
  WHERE "purpose" = 'temporary' AND "ended_at" IS NULL;
