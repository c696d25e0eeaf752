-- Tables of prisma/schema.prisma, with the CHECKs, partial indexes and triggers that it cannot say.

CREATE TABLE "organizations" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "organizations_name_key" ON "organizations" ("name");

CREATE TABLE "roles" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "name" TEXT NOT NULL,
  "permissions" TEXT[],
  "built_in" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "roles_name_key" ON "roles" ("name");

INSERT INTO "roles" ("id", "name", "built_in", "permissions") VALUES
  ('00000000-0000-4000-8000-000000000001', 'Administrator', true, ARRAY[
    'console.access', 'users.read', 'users.write', 'users.deactivate', 'users.delete',
    'users.reset-password', 'contacts.read', 'contacts.write', 'contacts.reset-password',
    'organizations.write', 'messages.read', 'audit.read', 'roles.write', 'settings.write',
    'sso.write', 'api-keys.write', 'webhooks.write', 'clients.forward']),
  ('00000000-0000-4000-8000-000000000002', 'Community manager', true, ARRAY[
    'users.read', 'users.write', 'users.deactivate', 'users.delete', 'users.reset-password',
    'messages.read', 'audit.read', 'console.access']),
  ('00000000-0000-4000-8000-000000000003', 'Moderator', true, ARRAY[
    'users.read', 'users.reset-password', 'messages.read', 'console.access']),
  ('00000000-0000-4000-8000-000000000004', 'Device user', true, ARRAY[
    'contacts.read', 'contacts.reset-password']),
  ('00000000-0000-4000-8000-000000000005', 'Registered', true, ARRAY[]::TEXT[]);

CREATE TABLE "users" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "username" TEXT NOT NULL,
  "username_key" TEXT NOT NULL,
  "display_name" TEXT NOT NULL,
  "email_to" TEXT,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('staff', 'device', 'contact', 'member')),
  "status" TEXT NOT NULL DEFAULT 'active' CHECK ("status" IN ('active', 'deactivated')),
  "organization_id" UUID,
  "role_id" UUID NOT NULL,
  "sign_in_method" TEXT NOT NULL DEFAULT 'password' CHECK ("sign_in_method" IN ('password', 'sso')),
  "password_hash" TEXT,
  "foreign_scheme" TEXT,
  "password_id" UUID,
  "password_changed_at" TIMESTAMPTZ(3),
  "password_blocked_at" TIMESTAMPTZ(3),
  "wrong_codes" INTEGER NOT NULL DEFAULT 0,
  "devices_void_before" TIMESTAMPTZ(3),
  "address_confirmed_at" TIMESTAMPTZ(3),
  "last_sign_in_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "users_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "users_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "users_username_key_key" ON "users" ("username_key");
CREATE INDEX "users_organization_id_idx" ON "users" ("organization_id");
CREATE INDEX "users_role_id_idx" ON "users" ("role_id");
CREATE INDEX "users_foreign_scheme_idx" ON "users" ("foreign_scheme");

CREATE TABLE "user_roles" (
  "user_id" UUID NOT NULL,
  "role_id" UUID NOT NULL,
  CONSTRAINT "user_roles_pkey" PRIMARY KEY ("user_id", "role_id"),
  CONSTRAINT "user_roles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "user_roles_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "resets" (
  "id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "purpose" TEXT NOT NULL CHECK ("purpose" IN ('reset', 'create', 'console')),
  "origin" TEXT NOT NULL CHECK ("origin" IN ('self-service', 'started')),
  "key_id" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "lifetime_seconds" INTEGER,
  "first_accepted_at" TIMESTAMPTZ(3),
  "expires_at" TIMESTAMPTZ(3),
  "tries_left" INTEGER NOT NULL DEFAULT 5 CHECK ("tries_left" >= 0),
  "refused_passwords" INTEGER NOT NULL DEFAULT 0,
  "ended_at" TIMESTAMPTZ(3),
  "end_reason" TEXT,
  "password_id" UUID,
  CONSTRAINT "resets_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "resets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "resets_user_id_idx" ON "resets" ("user_id");
CREATE INDEX "resets_ended_at_idx" ON "resets" ("ended_at");
-- A user has at most one living reset.
CREATE UNIQUE INDEX "resets_living_key" ON "resets" ("user_id") WHERE "ended_at" IS NULL;

CREATE TABLE "messages" (
  "id" UUID NOT NULL,
  "user_id" UUID,
  "template" TEXT NOT NULL,
  "to" TEXT,
  "status" TEXT NOT NULL CHECK ("status" IN ('queued', 'sending', 'accepted', 'delivered', 'delayed', 'refused', 'bounced', 'failed', 'not-sent')),
  "reason" TEXT,
  "key_id" TEXT NOT NULL,
  "origin" TEXT NOT NULL CHECK ("origin" IN ('self-service', 'started', 'notice')),
  "lane" INTEGER NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "device" TEXT,
  "reset_id" UUID,
  "password_id" UUID,
  "digest_id" UUID,
  "lifetime_seconds" INTEGER,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "give_up_at" TIMESTAMPTZ(3) NOT NULL,
  "next_attempt_at" TIMESTAMPTZ(3),
  "accepted_at" TIMESTAMPTZ(3),
  CONSTRAINT "messages_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "messages_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "messages_reset_id_fkey" FOREIGN KEY ("reset_id") REFERENCES "resets" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "messages_user_id_asked_at_idx" ON "messages" ("user_id", "asked_at");
CREATE INDEX "messages_reset_id_idx" ON "messages" ("reset_id");
CREATE INDEX "messages_asked_at_idx" ON "messages" ("asked_at");

CREATE TABLE "message_events" (
  "id" BIGSERIAL NOT NULL,
  "message_id" UUID NOT NULL,
  "status" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "detail" TEXT,
  CONSTRAINT "message_events_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "message_events_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "message_events_message_id_idx" ON "message_events" ("message_id");

CREATE TABLE "disowns" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL,
  "subject_id" UUID NOT NULL,
  "outcome" TEXT NOT NULL CHECK ("outcome" IN ('stopped', 'blocked', 'recorded')),
  "at" TIMESTAMPTZ(3) NOT NULL,
  "digest_id" UUID,
  CONSTRAINT "disowns_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "disowns_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "disowns_user_id_subject_id_key" ON "disowns" ("user_id", "subject_id");
CREATE INDEX "disowns_digest_id_idx" ON "disowns" ("digest_id");

CREATE TABLE "sessions" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL,
  "secret_hash" BYTEA NOT NULL,
  "client" TEXT NOT NULL CHECK ("client" IN ('browser', 'app')),
  "device" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "sessions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "sessions_secret_hash_key" ON "sessions" ("secret_hash");
CREATE INDEX "sessions_user_id_idx" ON "sessions" ("user_id");
CREATE INDEX "sessions_expires_at_idx" ON "sessions" ("expires_at");

CREATE TABLE "sign_in_waits" (
  "name_tag" BYTEA NOT NULL,
  "forgotten_at" TIMESTAMPTZ(3) NOT NULL,
  "wait_until" TIMESTAMPTZ(3),
  CONSTRAINT "sign_in_waits_pkey" PRIMARY KEY ("name_tag")
);
CREATE INDEX "sign_in_waits_forgotten_at_idx" ON "sign_in_waits" ("forgotten_at");

CREATE TABLE "device_budgets" (
  "device_id" UUID NOT NULL,
  "failures" INTEGER NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "device_budgets_pkey" PRIMARY KEY ("device_id")
);
CREATE INDEX "device_budgets_updated_at_idx" ON "device_budgets" ("updated_at");

CREATE TABLE "settings" (
  "id" INTEGER NOT NULL DEFAULT 1 CHECK ("id" = 1),
  "document" JSONB NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "settings_pkey" PRIMARY KEY ("id")
);
-- The row holds what differs from the defaults of packages/contracts/src/settings.ts.
INSERT INTO "settings" ("document") VALUES ('{}');

CREATE TABLE "hash_schemes" (
  "label" TEXT NOT NULL,
  "milliseconds" DOUBLE PRECISION NOT NULL,
  "measured_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "hash_schemes_pkey" PRIMARY KEY ("label")
);

CREATE TABLE "audit_events" (
  "id" BIGSERIAL NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "action" TEXT NOT NULL,
  "actor_id" UUID,
  "user_id" UUID,
  "request_id" TEXT,
  "details" JSONB NOT NULL,
  "personal_digest" BYTEA,
  CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_events_user_id_id_idx" ON "audit_events" ("user_id", "id");
CREATE INDEX "audit_events_actor_id_id_idx" ON "audit_events" ("actor_id", "id");
CREATE INDEX "audit_events_action_id_idx" ON "audit_events" ("action", "id");
CREATE INDEX "audit_events_at_idx" ON "audit_events" ("at");

CREATE TABLE "audit_personal" (
  "event_id" BIGINT NOT NULL,
  "salt" BYTEA NOT NULL,
  "fields" JSONB NOT NULL,
  CONSTRAINT "audit_personal_pkey" PRIMARY KEY ("event_id"),
  CONSTRAINT "audit_personal_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "audit_events" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "audit_seals" (
  "position" BIGINT NOT NULL,
  "event_id" BIGINT NOT NULL,
  "key_id" TEXT NOT NULL,
  "seal" BYTEA NOT NULL,
  "sealed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "audit_seals_pkey" PRIMARY KEY ("position"),
  CONSTRAINT "audit_seals_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "audit_events" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "audit_seals_event_id_key" ON "audit_seals" ("event_id");

CREATE TABLE "audit_anchors" (
  "position" BIGINT NOT NULL,
  "event_id" BIGINT NOT NULL,
  "key_id" TEXT NOT NULL,
  "seal" BYTEA NOT NULL,
  "mac" BYTEA NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "audit_anchors_pkey" PRIMARY KEY ("position")
);

CREATE TABLE "maintenance_runs" (
  "name" TEXT NOT NULL,
  "finished_at" TIMESTAMPTZ(3) NOT NULL,
  "details" JSONB NOT NULL,
  CONSTRAINT "maintenance_runs_pkey" PRIMARY KEY ("name")
);
