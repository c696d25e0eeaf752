-- Users whose newest mail failed are found from the mails that failed, of which there are few.

CREATE INDEX "messages_failed_idx" ON "messages" ("user_id", "asked_at", "id")
  WHERE "status" IN ('refused', 'bounced', 'failed') AND "user_id" IS NOT NULL;
