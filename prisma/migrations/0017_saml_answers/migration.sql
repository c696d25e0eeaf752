-- What a SAML provider signs: the whole answer, the assertion, or (NULL) either.
ALTER TABLE "sso_connections" ADD COLUMN "signs_whole" BOOLEAN;

-- What SAML assertions are encrypted for: a private key, sealed, and its certificate.
CREATE TABLE "sso_decryption_keys" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "connection_id" UUID NOT NULL,
  "certificate" TEXT NOT NULL,
  "sealed_key" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "sso_decryption_keys_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sso_decryption_keys_connection_id_fkey" FOREIGN KEY ("connection_id")
    REFERENCES "sso_connections" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "sso_decryption_keys_connection_id_idx" ON "sso_decryption_keys" ("connection_id");
