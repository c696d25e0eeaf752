-- What users are searched, filtered and sorted by. Tombstones are in none of these indexes.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Made by models/search-text.ts. ICU's lower case is that of Node in every database.
ALTER TABLE "users" ADD COLUMN "search_text" TEXT;
UPDATE "users" SET "search_text" = CASE WHEN "deleted_at" IS NOT NULL THEN '' ELSE
  "username_key" || E'\n' || lower(normalize("display_name", NFKC) COLLATE "und-x-icu") || E'\n' ||
  coalesce((SELECT lower(normalize("name", NFKC) COLLATE "und-x-icu") FROM "organizations"
            WHERE "organizations"."id" = "organization_id"), '') END;
ALTER TABLE "users" ALTER COLUMN "search_text" SET NOT NULL;

CREATE INDEX "users_search_text_idx" ON "users" USING gin ("search_text" gin_trgm_ops)
  WHERE "deleted_at" IS NULL;

-- The sorts, each with the id that makes it a total order. "C" also finds beginnings of usernames;
-- ICU puts Åke beside Ann, and upper beside lower case.
CREATE INDEX "users_by_username_idx" ON "users" ("username_key" COLLATE "C", "id")
  WHERE "deleted_at" IS NULL;
CREATE INDEX "users_by_display_name_idx" ON "users" ("display_name" COLLATE "und-x-icu", "id")
  WHERE "deleted_at" IS NULL;
CREATE INDEX "users_by_created_at_idx" ON "users" ("created_at", "id") WHERE "deleted_at" IS NULL;

-- States that few users are in.
CREATE INDEX "users_deactivated_idx" ON "users" ("id")
  WHERE "status" = 'deactivated' AND "deleted_at" IS NULL;
CREATE INDEX "users_password_blocked_idx" ON "users" ("id")
  WHERE "password_blocked_at" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "users_must_change_password_idx" ON "users" ("id")
  WHERE "must_change_password" AND "deleted_at" IS NULL;
CREATE INDEX "users_without_password_idx" ON "users" ("id")
  WHERE "password_hash" IS NULL AND "deleted_at" IS NULL;
