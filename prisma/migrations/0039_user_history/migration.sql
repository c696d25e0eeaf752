-- The history of a user is read by time, together with the user's mails.

CREATE INDEX "audit_events_user_id_at_idx" ON "audit_events" ("user_id", "at");
