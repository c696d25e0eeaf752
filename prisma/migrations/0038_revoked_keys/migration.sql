-- Server keys that somebody else may know. Nothing that they sign is good any more.
CREATE TABLE "revoked_keys" (
  "id" TEXT PRIMARY KEY,
  "revoked_at" TIMESTAMPTZ(3) NOT NULL
);
