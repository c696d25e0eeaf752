-- Mail health is one look however many mails there were: what waits, when the mail server last took
-- one, what went wrong lately, and what was last reported.
CREATE INDEX "messages_waiting_idx" ON "messages" ("asked_at")
  WHERE "accepted_at" IS NULL AND "status" IN ('queued', 'sending', 'delayed');
CREATE INDEX "messages_accepted_at_idx" ON "messages" ("accepted_at");
CREATE INDEX "message_events_mishaps_idx" ON "message_events" ("at")
  WHERE "status" IN ('delayed', 'refused', 'bounced', 'failed');
CREATE INDEX "message_events_reports_idx" ON "message_events" ("at") WHERE "source_id" IS NOT NULL;
