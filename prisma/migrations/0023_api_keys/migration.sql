-- Keys with which programs call the API, and the answers to their calls with an Idempotency-Key.

CREATE TABLE "api_keys" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "name" TEXT NOT NULL,
  "scopes" TEXT[],
  -- SHA-256 of the key. 256 random bits need no salt.
  "secret_hash" BYTEA NOT NULL,
  -- The last characters of the key, for people.
  "hint" TEXT NOT NULL,
  "created_by" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3),
  "last_used_at" TIMESTAMPTZ(3),
  -- A deleted key stays, since the audit log names it.
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "api_keys_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "api_keys_secret_hash_key" ON "api_keys" ("secret_hash");
CREATE INDEX "api_keys_created_by_idx" ON "api_keys" ("created_by");
CREATE INDEX "api_keys_created_at_id_idx" ON "api_keys" ("created_at", "id");

CREATE TABLE "idempotent_calls" (
  "api_key_id" UUID NOT NULL,
  "method" TEXT NOT NULL,
  "path" TEXT NOT NULL,
  -- The value of the Idempotency-Key header.
  "key" TEXT NOT NULL,
  -- The sealed SHA-256 of the body, which can hold a password.
  "body_hash" TEXT NOT NULL,
  "status" INTEGER NOT NULL,
  -- The sealed body of the answer; null: it had none, or it held a secret.
  "answer" TEXT,
  "held_secret" BOOLEAN NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "idempotent_calls_pkey" PRIMARY KEY ("api_key_id", "method", "path", "key"),
  CONSTRAINT "idempotent_calls_api_key_id_fkey" FOREIGN KEY ("api_key_id")
    REFERENCES "api_keys" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "idempotent_calls_created_at_idx" ON "idempotent_calls" ("created_at");
