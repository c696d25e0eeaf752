-- Two letters are the beginning of tens of thousands of usernames, which are then sorted by display
-- name: with the name in the index, none of their rows is read for it.

DROP INDEX "users_by_username_idx";
CREATE INDEX "users_by_username_idx" ON "users" ("username_key" COLLATE "C", "id")
  INCLUDE ("display_name") WHERE "deleted_at" IS NULL;
