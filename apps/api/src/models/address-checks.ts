import type { Deps } from '../deps.ts'
import { lanes } from '../jobs/lanes.ts'
import { day, later, second } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import { type MailDeps, queueMessage } from './messages.ts'
import { formatToken, parseToken, type TokenParts } from './reset-secrets.ts'
import { waitingMail } from './waiting-messages.ts'

/**
 * How long the link of a confirmation mail works, from acceptance. Retention keeps the message
 * longer.
 */
export const addressCheckLifetime = 7 * day

/**
 * The token is derived from its mail, its user and its address, so it can't confirm another
 * address.
 */
type AddressCheckIdentity = {
  readonly id: string
  readonly userId: string | null
  readonly to: string | null
  readonly keyId: string
}

/** The token is the same each time it is derived. Null: its key is gone. */
export function deriveAddressCheckToken(
  keys: Keyring,
  message: AddressCheckIdentity,
): string | null {
  const made = mac(keys, message)
  return made && formatToken(message.id, made)
}

function isAddressCheckToken(
  keys: Keyring,
  message: AddressCheckIdentity,
  given: TokenParts,
): boolean {
  const expected = mac(keys, message)
  return expected !== null && isSame(expected.subarray(0, given.mac.length), given.mac)
}

function mac(keys: Keyring, { id, userId, to, keyId }: AddressCheckIdentity): Buffer | null {
  if (userId === null || to === null) return null
  return keys.mac('address-check', keyId, [id, 'address-check', userId, to])
}

/**
 * Sends a mail with a button that confirms the address. If one is already waiting to be sent, no
 * second one is queued, because both would contain the same link.
 */
export async function startAddressCheck(
  tx: Transaction,
  deps: MailDeps,
  userId: string,
  address: string,
): Promise<{ readonly messageId: string; readonly isNew: boolean }> {
  const waiting = await tx.message.findFirst({
    where: {
      userId,
      template: 'address-check',
      to: address,
      ...waitingMail,
    },
    select: { id: true },
  })
  if (waiting) return { messageId: waiting.id, isNew: false }
  const messageId = await queueMessage(tx, deps, {
    userId,
    template: 'address-check',
    to: address,
    origin: 'started',
    lane: lanes.first,
    lifetimeSeconds: addressCheckLifetime / second,
    askedAt: deps.clock.now(),
  })
  return { messageId, isNew: true }
}

export type AddressCheck = {
  readonly userId: string
  readonly address: string
  readonly askedAt: Date
}

/**
 * What a token confirms, if it is genuine and hasn't expired. Every other case returns the same
 * null.
 */
export async function findAddressCheck(
  { db, keys, clock }: { db: Database; keys: Keyring; clock: Deps['clock'] },
  token: string,
): Promise<AddressCheck | null> {
  const parts = parseToken(token)
  const message =
    parts && (await db.message.findUnique({ where: { id: parts.id, template: 'address-check' } }))
  if (!message?.userId || message.to === null || !parts) return null
  if (!isAddressCheckToken(keys, message, parts)) return null
  // A mail server may have accepted a mail although its answer never reached us.
  const acceptedAt = message.acceptedAt ?? message.giveUpAt
  if (later(acceptedAt, addressCheckLifetime) <= clock.now()) return null
  return { userId: message.userId, address: message.to, askedAt: message.askedAt }
}
