-- Counts the users of a kind. Without it, a rare kind was found by reading most of a million users.
CREATE INDEX "users_kind_idx" ON "users" ("kind") WHERE "deleted_at" IS NULL;
