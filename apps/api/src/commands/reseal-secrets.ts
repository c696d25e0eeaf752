import { resealClientSecrets } from '../models/client-secrets.ts'
import { resealDecryptionKeys } from '../models/decryption-keys.ts'
import { resealRecoveryCodes } from '../models/recovery-codes.ts'
import { resealTotpSecrets } from '../models/totp-secrets.ts'
import { resealWebhookSecrets } from '../models/webhook-secrets.ts'
import { CommandError } from './command-error.ts'
import { withCommandDeps } from './open-command-deps.ts'

/**
 * `rekey keys reseal`: what is kept sealed, under the key that signs. After the restarts of a
 * rotation, so that every instance knows that key; before, an instance could no longer read it.
 */
export async function resealSecrets(): Promise<void> {
  const resealed = await withCommandDeps(async ({ db, keys }) => ({
    secrets: await resealClientSecrets(db, keys),
    decryptionKeys: await resealDecryptionKeys(db, keys),
    webhooks: await resealWebhookSecrets(db, keys),
    apps: await resealTotpSecrets(db, keys),
    codes: await resealRecoveryCodes(db, keys),
  }))
  const { secrets, decryptionKeys, webhooks, apps, codes } = resealed
  console.log(`Client secrets encrypted with the new key: ${secrets.resealed}.`)
  if (decryptionKeys.resealed > 0) {
    console.log(`Decryption keys encrypted with the new key: ${decryptionKeys.resealed}.`)
  }
  if (webhooks.resealed > 0) {
    console.log(`Webhook secrets encrypted with the new key: ${webhooks.resealed}.`)
  }
  if (apps.resealed > 0) {
    console.log(`Authenticator apps encrypted with the new key: ${apps.resealed}.`)
  }
  if (codes.resealed > 0) {
    console.log(`Recovery codes encrypted with the new key: ${codes.resealed}.`)
  }
  const lost = [
    ...(secrets.unreadable.length > 0
      ? [`Can't be read, enter them again: ${secrets.unreadable.join(', ')}.`]
      : []),
    ...(decryptionKeys.unreadable.length > 0
      ? [`Make a new encryption key: ${decryptionKeys.unreadable.join(', ')}.`]
      : []),
    ...(webhooks.unreadable.length > 0
      ? [`Rotate the secrets of these webhooks: ${webhooks.unreadable.join(', ')}.`]
      : []),
    ...(apps.unreadable.length > 0
      ? [
          `${apps.unreadable.length} authenticator apps can't be read; their users need a recovery code.`,
        ]
      : []),
    ...(codes.unreadable.length > 0
      ? [`${codes.unreadable.length} recovery codes can't be read; their users can replace them.`]
      : []),
  ]
  if (lost.length === 0) return
  throw new CommandError(`${lost.join(' ')} The key that encrypted them is missing.`)
}
