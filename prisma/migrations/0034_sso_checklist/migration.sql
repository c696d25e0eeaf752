-- When an administrator said, or a test showed, that the provider knows our addresses.

ALTER TABLE "sso_connections" ADD COLUMN "address_added_at" TIMESTAMPTZ(3);

-- Providers that people already sign in with know them.
UPDATE "sso_connections" SET "address_added_at" = "created_at" WHERE "enabled";
