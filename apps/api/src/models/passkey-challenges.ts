import { createHash, randomBytes } from 'node:crypto'
import { later, minute } from '../lib/clock.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import type { Statements } from '../lib/statements.ts'

/**
 * Challenges for passkeys (WebAuthn, 13.4.3): a time, random bytes and our MAC over both, the
 * purpose and what they are for. So asking for one stores nothing, which strangers may do as often
 * as they like. Only a used one is stored, because it is good once.
 */
export type ChallengeFor = {
  readonly purpose:
    | 'add'
    | 'sign-in'
    | 'second-factor'
    | 'prove-again'
    | 'recovery'
    | 'new-in-reset'
    | 'link'
  /** The session, sign-in or reset; empty: none. */
  readonly subject: string
}

/**
 * Five minutes are enough to fetch a key from another room. Choosing a new password takes longer.
 */
const longPurposes: readonly ChallengeFor['purpose'][] = ['recovery', 'new-in-reset', 'link']
const [usualMinutes, longMinutes] = [5, 15]

const timeBytes = 6
const randomLength = 16
const macBytes = 16

const lifetimeOf = ({ purpose }: ChallengeFor): number =>
  (longPurposes.includes(purpose) ? longMinutes : usualMinutes) * minute

/** Base64url, as WebAuthn's JSON writes it. */
export function makePasskeyChallenge(keys: Keyring, what: ChallengeFor, at: Date): string {
  const time = Buffer.alloc(timeBytes)
  time.writeUIntBE(at.getTime(), 0, timeBytes)
  const head = Buffer.concat([time, randomBytes(randomLength)])
  return Buffer.concat([head, macOf(keys, keys.currentId, what, head)]).toString('base64url')
}

/** Whether we made it, for this, and not too long ago. */
export function isPasskeyChallenge(
  keys: Keyring,
  what: ChallengeFor,
  challenge: string,
  now: Date,
): boolean {
  const bytes = Buffer.from(challenge, 'base64url')
  if (bytes.length !== timeBytes + randomLength + macBytes) return false
  const head = bytes.subarray(0, timeBytes + randomLength)
  const given = bytes.subarray(timeBytes + randomLength)
  const isOurs = keys.ids.some((id) => isSame(macOf(keys, id, what, head), given))
  const madeAt = new Date(head.readUIntBE(0, timeBytes))
  return isOurs && later(madeAt, lifetimeOf(what)) > now
}

/** Of parallel uses, one wins. */
export async function spendChallenge(
  tx: Statements,
  what: ChallengeFor,
  challenge: string,
  at: Date,
): Promise<boolean> {
  const id = createHash('sha256').update(challenge).digest()
  const spent = await tx.$executeRaw`
    INSERT INTO spent_challenges (id, expires_at) VALUES (${id}, ${later(at, lifetimeOf(what))})
    ON CONFLICT (id) DO NOTHING`
  return spent === 1
}

function macOf(keys: Keyring, keyId: string, what: ChallengeFor, head: Buffer): Buffer {
  const mac = keys.mac('passkey-challenge', keyId, [
    what.purpose,
    what.subject,
    head.toString('base64url'),
  ])
  if (!mac) throw new Error(`No server key is called ${keyId}`)
  return mac.subarray(0, macBytes)
}
