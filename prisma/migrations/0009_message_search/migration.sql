-- Notices that are sent again, and what messages are listed, filtered and searched by.

ALTER TABLE "messages" ADD COLUMN "happened_at" TIMESTAMPTZ(3);

-- The list, newest first: the id makes it a total order.
DROP INDEX "messages_asked_at_idx";
CREATE INDEX "messages_asked_at_id_idx" ON "messages" ("asked_at", "id");
CREATE INDEX "messages_status_asked_at_id_idx" ON "messages" ("status", "asked_at", "id");
CREATE INDEX "messages_template_asked_at_id_idx" ON "messages" ("template", "asked_at", "id");

-- Parts of addresses, in either case: ICU's lower case is that of Node in every database.
CREATE INDEX "messages_to_idx" ON "messages"
  USING gin (lower("to" COLLATE "und-x-icu") gin_trgm_ops);
