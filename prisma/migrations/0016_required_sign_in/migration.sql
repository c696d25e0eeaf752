-- Where a provider's answer holds the address, and whether a domain's users must sign in there.
ALTER TABLE "sso_connections" ADD COLUMN "address_from" TEXT,
  ADD COLUMN "required" BOOLEAN NOT NULL DEFAULT false;
-- Until now an address counted unless `email_verified` was false. Named like this, it still does.
UPDATE "sso_connections" SET "address_from" = 'email' WHERE "protocol" = 'oidc';

-- The connection at which a user must sign in, by the domain of their username.
ALTER TABLE "users" ADD COLUMN "required_connection_id" UUID
  REFERENCES "sso_connections" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "users_required_connection_id_idx" ON "users" ("required_connection_id");

-- When the person last proved who they are. Null: the provider didn't say.
ALTER TABLE "sessions" ADD COLUMN "authenticated_at" TIMESTAMPTZ(3);
UPDATE "sessions" SET "authenticated_at" = "created_at" WHERE "opened_by" <> 'sso';

-- The provider must ask for the password again, whatever session it has with the browser.
ALTER TABLE "sso_flows" ADD COLUMN "again" BOOLEAN NOT NULL DEFAULT false;

-- The identity whose link a mail tells of: "This wasn't me" unlinks it.
ALTER TABLE "messages" ADD COLUMN "identity_id" UUID;
ALTER TABLE "disowns" DROP CONSTRAINT "disowns_outcome_check";
ALTER TABLE "disowns" ADD CONSTRAINT "disowns_outcome_check"
  CHECK ("outcome" IN ('stopped', 'blocked', 'unlinked', 'recorded'));

-- An OpenID Connect issuer is kept without its last slash, so that one person stays one identity.
-- Of two that differed by it, the linked one stays, or else the newer one.
DELETE FROM "sso_identities" "one" USING "sso_identities" "other", "sso_connections" "connection"
WHERE "connection"."id" = "one"."connection_id" AND "protocol" = 'oidc'
  AND "other"."connection_id" = "one"."connection_id" AND "other"."subject" = "one"."subject"
  AND "other"."id" <> "one"."id"
  AND rtrim("other"."issuer", '/') = rtrim("one"."issuer", '/')
  AND ("other"."linked_at" IS NOT NULL, "other"."created_at", "other"."id")
    > ("one"."linked_at" IS NOT NULL, "one"."created_at", "one"."id");
UPDATE "sso_identities" "identity" SET "issuer" = regexp_replace("identity"."issuer", '/$', '')
FROM "sso_connections" "connection"
WHERE "connection"."id" = "connection_id" AND "protocol" = 'oidc';
