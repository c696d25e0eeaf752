-- What the console needs of users and sessions. The search's indexes come with 0004_user_search.

ALTER TABLE "users"
  ADD COLUMN "must_change_password" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "disowned_seen_at" TIMESTAMPTZ(3);

-- App sessions: the refresh token is derived, so they keep no secret's hash.
ALTER TABLE "sessions"
  ALTER COLUMN "secret_hash" DROP NOT NULL,
  ADD COLUMN "must_change_password" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "key_id" TEXT,
  ADD COLUMN "rotation" INTEGER NOT NULL DEFAULT 0,
  ADD CONSTRAINT "sessions_secret_check" CHECK (("client" = 'browser') = ("secret_hash" IS NOT NULL)),
  ADD CONSTRAINT "sessions_key_check" CHECK (("client" = 'app') = ("key_id" IS NOT NULL));
