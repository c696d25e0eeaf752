-- Acts that strangers cause are counted by the hour, so that nobody fills the audit log: the first
-- one of an hour is an event at once, and the others become one event when the hour is over.

CREATE TABLE "audit_counts" (
  "action" TEXT NOT NULL,
  -- Whom it is about; zeros: nobody in particular. No foreign key, since deleted users stay.
  "user_id" UUID NOT NULL,
  -- What tells one count from another, as canonical JSON.
  "facts" TEXT NOT NULL,
  "hour" TIMESTAMPTZ(3) NOT NULL,
  "count" INTEGER NOT NULL,
  -- The event of the first one. No foreign key: retention may remove it.
  "event_id" BIGINT,
  PRIMARY KEY ("action", "user_id", "facts", "hour")
);
CREATE INDEX "audit_counts_event_id_idx" ON "audit_counts" ("event_id");
CREATE INDEX "audit_counts_hour_idx" ON "audit_counts" ("hour");
