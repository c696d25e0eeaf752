import type { Template } from '@rekey/contracts/messages'
import type { Deps } from '../../deps.ts'
import type { Message } from '../../generated/prisma/client.ts'
import { day, later } from '../../lib/clock.ts'
import { findLivingReset } from '../../models/find-living-reset.ts'
import { templateOf } from '../../models/purposes.ts'
import { isDisownToken, parseToken } from '../../models/reset-secrets.ts'

/** How long a mail's "This wasn't me" link works. Retention keeps its message that long. */
const genuineDays = 30

/**
 * The ids that a genuine token names, which never change. All else is read after the user is
 * locked.
 */
export type DisownedSubject = {
  /** The kind of the mail. */
  readonly about: Template
  readonly userId: string
  readonly resetId: string | null
  /** The password that the mail reports. */
  readonly passwordId: string | null
  /** The identity at a provider whose link the mail reports. */
  readonly identityId: string | null
  /**
   * The second factor that the mail reports, and since when a thief may have made recovery codes.
   */
  readonly factor: { readonly id: string; readonly codesSince: Date } | null
  /** The code for the help desk that the mail brings. */
  readonly mailedCodeId: string | null
  /** The recovery address whose change the mail reports. */
  readonly recoveryAddressId: string | null
}

/** By the token of a mail's own link, or by that of a living reset. */
export async function findDisownedSubject(
  deps: Deps,
  token: string,
): Promise<DisownedSubject | null> {
  const reset = await findLivingReset(deps, token)
  const none = {
    resetId: null,
    passwordId: null,
    identityId: null,
    factor: null,
    mailedCodeId: null,
    recoveryAddressId: null,
  }
  if (reset)
    return { ...none, about: templateOf(reset.purpose), userId: reset.userId, resetId: reset.id }
  const parts = parseToken(token)
  const message =
    parts &&
    (await deps.db.message.findUnique({
      where: { id: parts.id, askedAt: { gt: later(deps.clock.now(), -genuineDays * day) } },
    }))
  if (!message?.userId || !parts || !isDisownToken(deps.keys, message, parts)) return null
  const { userId, resetId, passwordId, identityId, factorId } = message
  const { mailedCodeId, recoveryAddressId } = message
  // When an identity provider is deleted, the resets that would have linked with it are deleted
  // too.
  const factor = factorId === null ? null : { id: factorId, codesSince: codesSince(message) }
  const named = { resetId, passwordId, identityId, factor, mailedCodeId, recoveryAddressId }
  const isNamed = Object.values(named).some((id) => id !== null)
  return isNamed ? { about: message.template, userId, ...named } : null
}

/** Who used one recovery code may have the whole sheet, whenever it was made. */
const codesSince = ({ template, happenedAt, askedAt }: Message): Date =>
  template === 'recovery-code-used' ? new Date(0) : (happenedAt ?? askedAt)
