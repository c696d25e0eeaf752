-- A batch belongs to a user, and runs as the actor who starts it. Nothing read who else made it.

ALTER TABLE "user_batches" DROP COLUMN "created_by";
