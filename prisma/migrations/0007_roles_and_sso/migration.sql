-- Identity providers, the users who sign in there, and what opened a session.

ALTER TABLE "roles" ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE TABLE "sso_connections" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "name" TEXT NOT NULL UNIQUE,
  "protocol" TEXT NOT NULL CHECK ("protocol" IN ('oidc', 'saml')),
  "enabled" BOOLEAN NOT NULL DEFAULT false,
  -- OIDC: the issuer's URL. SAML: the provider's entity id.
  "issuer" TEXT NOT NULL,
  "client_id" TEXT,
  -- Sealed by a server key, which the seal names (lib/keyring.ts).
  "client_secret" TEXT,
  "sign_in_url" TEXT,
  "certificates" TEXT[],
  "reset_url" TEXT,
  -- The newest test: when, whether it went well, what was found.
  "last_test" JSONB,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CHECK ("protocol" <> 'oidc' OR "client_id" IS NOT NULL),
  CHECK ("protocol" <> 'saml' OR ("sign_in_url" IS NOT NULL AND coalesce(cardinality("certificates"), 0) > 0))
);

CREATE TABLE "sso_domains" (
  "connection_id" UUID NOT NULL REFERENCES "sso_connections" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- Lower case, in ASCII form.
  "domain" TEXT NOT NULL,
  -- What the domain's TXT record must hold.
  "proof" TEXT NOT NULL,
  "proved_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("connection_id", "domain")
);
-- Several may claim a domain; one owns it.
CREATE UNIQUE INDEX "sso_domains_proved_key" ON "sso_domains" ("domain") WHERE "proved_at" IS NOT NULL;

CREATE TABLE "sso_identities" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "connection_id" UUID NOT NULL REFERENCES "sso_connections" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "issuer" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "user_id" UUID NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- Null: signed in at the provider, and not yet proved to be this user.
  "linked_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE ("connection_id", "issuer", "subject")
);
CREATE INDEX "sso_identities_user_id_idx" ON "sso_identities" ("user_id");

CREATE TABLE "sso_flows" (
  "secret_hash" BYTEA PRIMARY KEY,
  "connection_id" UUID NOT NULL REFERENCES "sso_connections" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "purpose" TEXT NOT NULL CHECK ("purpose" IN ('sign-in', 'test', 'link')),
  -- Of purpose link: whom the browser signed in as at the provider.
  "identity_id" UUID REFERENCES "sso_identities" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- Of purpose test: who tests.
  "user_id" UUID REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "return_to" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "sso_flows_expires_at_idx" ON "sso_flows" ("expires_at");
CREATE INDEX "sso_flows_identity_id_idx" ON "sso_flows" ("identity_id");

-- Link and code by which a user proves that an identity is theirs; beside the one living reset.
ALTER TABLE "resets" ADD COLUMN "identity_id" UUID
  REFERENCES "sso_identities" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "resets" DROP CONSTRAINT "resets_purpose_check";
ALTER TABLE "resets" ADD CONSTRAINT "resets_purpose_check"
  CHECK ("purpose" IN ('reset', 'create', 'console', 'temporary', 'link'));
ALTER TABLE "resets" ADD CONSTRAINT "resets_identity_check"
  CHECK (("purpose" = 'link') = ("identity_id" IS NOT NULL));
DROP INDEX "resets_living_key";
CREATE UNIQUE INDEX "resets_living_key" ON "resets" ("user_id")
  WHERE "ended_at" IS NULL AND "purpose" NOT IN ('temporary', 'link');
CREATE UNIQUE INDEX "resets_living_link_key" ON "resets" ("identity_id")
  WHERE "ended_at" IS NULL AND "purpose" = 'link';

-- What opened a session. A console password opens the console and nothing else.
ALTER TABLE "sessions" ADD COLUMN "opened_by" TEXT NOT NULL DEFAULT 'password'
  CHECK ("opened_by" IN ('password', 'temporary-password', 'console-password', 'sso'));
UPDATE "sessions" SET "opened_by" = 'temporary-password' WHERE "reset_id" IS NOT NULL;
