-- Who may act on contacts alone causes a bounded number of mails an hour, by whatever calls. Only
-- their mails name who caused them, so that the index stays small.
ALTER TABLE "messages" ADD COLUMN "caused_by" UUID;
CREATE INDEX "messages_caused_by_idx" ON "messages" ("caused_by", "asked_at")
  WHERE "caused_by" IS NOT NULL;
