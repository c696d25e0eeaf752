import type { Contract } from '@rekey/contracts/route'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import type { Deps } from '../deps.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import { noteAct } from '../models/audit-counts.ts'
import { deriveReset, type ResetIdentity } from '../models/reset-secrets.ts'
import { Problem } from './problem.ts'
import type { Input } from './routes.ts'

/**
 * Judges the code that came with a token. Whether it is right follows from what never changes in
 * the row; what it costs is decided by one UPDATE that locks the user's row and then the reset's.
 * So twenty parallel guesses queue up: a wrong one takes a try and commits it, and whatever comes
 * after the fifth, right or wrong, finds the reset ended.
 * @param reset what the token opened; null: it opened nothing
 * @param from where it was typed, for the audit log
 * @throws Problem reset-link-invalid; reset-code-wrong with `triesLeft`, 0 when it ended the reset
 */
export async function judgeCode<R extends ResetIdentity>(
  deps: Deps,
  reset: R | null,
  code: string,
  from: Pick<Input<Contract>, 'ip' | 'requestId'>,
): Promise<R> {
  if (!reset) throw new Problem('reset-link-invalid')
  const isRight = isRightCode(deps.keys, reset, code)
  const triesLeft = await countCode(deps, reset, isRight)
  if (triesLeft === null) throw new Problem('reset-link-invalid')
  if (isRight) return reset
  const { userId } = reset
  await noteAct(deps, { action: 'reset-code.wrong', userId }, from)
  if (triesLeft === 0) await noteAct(deps, { action: 'reset-code.used-up', userId }, from)
  throw new Problem('reset-code-wrong', { extra: { triesLeft } })
}

/** @returns the tries left; null when the reset lives no more */
async function countCode({ db, clock }: Deps, reset: ResetIdentity, isRight: boolean) {
  const now = clock.now()
  const [row] = await db.$queryRaw<{ triesLeft: number }[]>`
    WITH owner AS (SELECT id FROM users WHERE id = ${reset.userId}::uuid FOR NO KEY UPDATE),
    judged AS (
      UPDATE resets SET
        tries_left = tries_left - CASE WHEN ${isRight} THEN 0 ELSE 1 END,
        ended_at = CASE WHEN ${isRight} OR tries_left > 1 THEN NULL ELSE ${now}::timestamptz END,
        end_reason = CASE WHEN ${isRight} OR tries_left > 1 THEN NULL ELSE 'wrong-codes' END
      WHERE id = ${reset.id}::uuid AND user_id = (SELECT id FROM owner)
        AND ended_at IS NULL AND (expires_at IS NULL OR expires_at > ${now})
      RETURNING user_id, tries_left
    ),
    counted AS (
      UPDATE users SET wrong_codes = wrong_codes + 1
      WHERE NOT ${isRight} AND id = (SELECT user_id FROM judged)
    )
    SELECT tries_left AS "triesLeft" FROM judged`
  return row?.triesLeft ?? null
}

/** Anything that is not six digits is a wrong code like any other: the count is what protects. */
function isRightCode(keys: Keyring, reset: ResetIdentity, typed: string): boolean {
  const derived = deriveReset(keys, reset)
  return derived !== null && isSame(Buffer.from(derived.code), Buffer.from(normaliseCode(typed)))
}
