import type { Database } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import { resealClientSecrets } from '../models/client-secrets.ts'
import { resealDecryptionKeys } from '../models/decryption-keys.ts'
import { resealRecoveryCodes } from '../models/recovery-codes.ts'
import { resealTotpSecrets } from '../models/totp-secrets.ts'
import { resealWebhookSecrets } from '../models/webhook-secrets.ts'
import { CommandError } from './command-error.ts'
import { withCommandDeps } from './open-command-deps.ts'

type Sealed = {
  readonly what: string
  readonly reseal: (
    db: Database,
    keys: Keyring,
  ) => Promise<{ readonly resealed: number; readonly unreadable: readonly string[] }>
  /** What to do about those that can't be read. */
  readonly lost: (unreadable: readonly string[]) => string
}

const everythingSealed: readonly Sealed[] = [
  {
    what: 'Client secrets',
    reseal: resealClientSecrets,
    lost: (names) => `Can't be read, enter them again: ${names.join(', ')}.`,
  },
  {
    what: 'Decryption keys',
    reseal: resealDecryptionKeys,
    lost: (names) => `Make a new encryption key: ${names.join(', ')}.`,
  },
  {
    what: 'Webhook secrets',
    reseal: resealWebhookSecrets,
    lost: (names) => `Rotate the secrets of these webhooks: ${names.join(', ')}.`,
  },
  {
    what: 'Authenticator apps',
    reseal: resealTotpSecrets,
    lost: ({ length }) =>
      `${length} authenticator apps can't be read; their users need a recovery code.`,
  },
  {
    what: 'Recovery codes',
    reseal: resealRecoveryCodes,
    lost: ({ length }) => `${length} recovery codes can't be read; their users can replace them.`,
  },
]

/**
 * `rekey keys reseal`: encrypts stored secrets with the key that signs. Run it after the restarts
 * of a rotation, because an instance that doesn't know that key could no longer read them.
 */
export const resealSecrets = (): Promise<void> =>
  withCommandDeps(async ({ db, keys }) => {
    const advice: string[] = []
    for (const [n, { what, reseal, lost }] of everythingSealed.entries()) {
      const { resealed, unreadable } = await reseal(db, keys)
      // The first line is also the answer if there was nothing to do.
      if (resealed > 0 || n === 0) console.log(`${what} encrypted with the new key: ${resealed}.`)
      if (unreadable.length > 0) advice.push(lost(unreadable))
    }
    if (advice.length === 0) return
    throw new CommandError(`${advice.join(' ')} The key that encrypted them is missing.`)
  })
