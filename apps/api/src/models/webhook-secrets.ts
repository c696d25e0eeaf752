import { randomBytes } from 'node:crypto'
import { later } from '../lib/clock.ts'
import { type Database, type Sql, sql, type Transaction } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import { resealRows, sealedBefore } from './reseal-rows.ts'

/** As the Standard Webhooks specification says: 24 to 64 random bytes, in base64. */
const secretBytes = 32

/**
 * Makes a secret that signs from now on. Secrets that signed until now sign beside it for the given
 * time.
 * @returns the secret, which is shown once
 */
export async function issueWebhookSecret(
  tx: Transaction,
  keys: Keyring,
  webhookId: string,
  { at, overlapMs }: { readonly at: Date; readonly overlapMs: number },
): Promise<string> {
  const secret = `whsec_${randomBytes(secretBytes).toString('base64')}`
  await tx.webhookSecret.deleteMany({ where: { webhookId, expiresAt: { lte: at } } })
  await tx.webhookSecret.updateMany({
    where: { webhookId, expiresAt: null },
    data: { expiresAt: later(at, overlapMs) },
  })
  const sealed = keys.seal('webhook-secret', secret)
  await tx.webhookSecret.create({ data: { webhookId, sealed, createdAt: at } })
  return secret
}

/** An array of the sealed secrets that sign at this time, newest first. */
export const sealedSecretsOf = (webhookId: Sql, at: Date): Sql => sql`
  ARRAY(SELECT sealed FROM webhook_secrets
    WHERE webhook_id = ${webhookId} AND (expires_at IS NULL OR expires_at > ${at})
    ORDER BY created_at DESC)`

/** Without those whose server key is gone. */
export const unsealWebhookSecrets = (keys: Keyring, sealed: readonly string[]): string[] =>
  sealed.flatMap((each) => keys.unseal('webhook-secret', each) ?? [])

/**
 * Reseals every secret that is sealed with an older server key. Unreadable ones are named by URL.
 */
export async function resealWebhookSecrets(db: Database, keys: Keyring) {
  const rows = await db.webhookSecret.findMany({
    where: { sealed: sealedBefore(keys) },
    select: { id: true, sealed: true, webhook: { select: { url: true } } },
  })
  const named = rows.map(({ webhook, ...row }) => ({ ...row, name: webhook.url }))
  return resealRows(keys, 'webhook-secret', named, ({ id, sealed: before }, sealed) =>
    db.webhookSecret.updateMany({ where: { id, sealed: before }, data: { sealed } }),
  )
}
