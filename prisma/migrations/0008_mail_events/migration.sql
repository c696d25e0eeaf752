-- What mail servers and providers report later. A report has the reporter's own id: told twice, it
-- counts once. Its reason stands beside it, so that a mail's state can be told from its history.
ALTER TABLE "message_events"
  ADD COLUMN "reason" TEXT,
  ADD COLUMN "source_id" TEXT;
CREATE UNIQUE INDEX "message_events_source_id_key" ON "message_events" ("source_id");
