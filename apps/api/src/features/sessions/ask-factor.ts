import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { requestFactor } from '../../models/check-factor.ts'
import { findRemembered } from '../../models/device-cookie.ts'
import type { RightPassword } from '../../models/password-check.ts'
import { hashSecret } from '../../models/sessions.ts'
import { keepChallenge, newChallenge } from '../../models/sign-in-challenges.ts'
import type { SigningIn } from '../../models/users.ts'
import { isSameUser, isUnchanged } from './note-sign-in.ts'

type Asking = {
  /** The proof of an earlier sign-in that the client sent. */
  readonly held: string | undefined
  readonly client: 'browser' | 'app'
  /** The password as a hash of our own, if it was an imported one. */
  readonly rehashed: string | null
}

/**
 * After the right password, asks users who have a second factor for it. A temporary password came
 * by mail, so with one it is asked for on remembered browsers too: a mailbox alone opens nothing.
 * @returns when the user asked to be remembered here; null: they have no second factor
 * @throws Problem second-factor-required with a challenge; sign-in-failed
 */
export async function askFactor(
  deps: Deps,
  user: SigningIn,
  check: RightPassword,
  { held, client, rehashed }: Asking,
): Promise<Date | null> {
  if (!user.factors.isSet) return null
  const at = deps.clock.now()
  const { rememberDeviceDays } = await deps.settings.current()
  const rememberedAt =
    check.temporaryId === null
      ? findRemembered(deps.keys, held, user, rememberDeviceDays, at)
      : null
  if (rememberedAt) return rememberedAt
  const challenge = newChallenge()
  await deps.db.$transaction(async (tx) => {
    await requireUnchanged(tx, user, check)
    if (rehashed) {
      await tx.user.updateMany({
        where: { id: user.id, passwordHash: user.passwordHash },
        data: { passwordHash: rehashed, foreignScheme: null },
      })
    }
    const { id: userId, passwordId } = user
    await keepChallenge(
      tx,
      challenge,
      { userId, client, resetId: check.temporaryId, passwordId },
      at,
    )
    // After the user's row, as in every other path, so that a save beside it can't deadlock.
    await tx.$executeRaw(check.givingBackName)
  })
  const request = await requestFactor(deps, user, factorOfSignIn(challenge))
  throw new Problem('second-factor-required', { status: 401, extra: { challenge, ...request } })
}

/**
 * Locks the user. A change that was committed since the password was checked can't end the
 * challenge, because there is none yet. Later ones do.
 * @throws Problem sign-in-failed
 */
async function requireUnchanged(
  tx: Transaction,
  user: SigningIn,
  { temporaryId }: RightPassword,
): Promise<void> {
  const unchanged = temporaryId === null ? isUnchanged(user) : isSameUser(user)
  const held = await tx.$executeRaw`SELECT 1 FROM users WHERE ${unchanged} FOR NO KEY UPDATE`
  if (held === 0) throw new Problem('sign-in-failed')
}

/** A passkey's challenge is bound to the sign-in. */
export const factorOfSignIn = (challenge: string) =>
  ({ purpose: 'second-factor', subject: hashSecret(challenge).toString('hex') }) as const
