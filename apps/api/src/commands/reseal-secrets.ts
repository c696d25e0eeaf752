import { resealClientSecrets } from '../models/client-secrets.ts'
import { resealDecryptionKeys } from '../models/decryption-keys.ts'
import { resealWebhookSecrets } from '../models/webhook-secrets.ts'
import { CommandError } from './command-error.ts'
import { withCommandDeps } from './open-command-deps.ts'

/**
 * `rekey keys reseal`: what is kept sealed, under the key that signs. After the restarts of a
 * rotation, so that every instance knows that key; before, an instance could no longer read it.
 */
export async function resealSecrets(): Promise<void> {
  const { secrets, decryptionKeys, webhooks } = await withCommandDeps(async ({ db, keys }) => ({
    secrets: await resealClientSecrets(db, keys),
    decryptionKeys: await resealDecryptionKeys(db, keys),
    webhooks: await resealWebhookSecrets(db, keys),
  }))
  console.log(`Client secrets encrypted with the new key: ${secrets.resealed}.`)
  if (decryptionKeys.resealed > 0) {
    console.log(`Decryption keys encrypted with the new key: ${decryptionKeys.resealed}.`)
  }
  if (webhooks.resealed > 0) {
    console.log(`Webhook secrets encrypted with the new key: ${webhooks.resealed}.`)
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
  ]
  if (lost.length === 0) return
  throw new CommandError(`${lost.join(' ')} The key that encrypted them is missing.`)
}
