import type { Contract } from '@rekey/contracts/route'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import type { Deps } from '../deps.ts'
import { Problem } from '../http/problem.ts'
import type { Input } from '../http/routes.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import { noteAct } from '../models/audit-counts.ts'
import { deriveReset, type ResetIdentity } from '../models/reset-secrets.ts'
import { countCode } from '../models/resets.ts'

/**
 * Judges the code that was typed for a token. Columns that never change decide whether the code is
 * right. One UPDATE that locks the user's row and then the reset's decides what it costs. So twenty
 * parallel guesses queue up: a wrong one uses a try and commits that. Any guess after the fifth,
 * right or wrong, finds the reset ended.
 * @param reset what the token opened; null: nothing
 * @param from where the code was typed, for the audit log
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
  const triesLeft = await countCode(deps.db, reset, isRight, deps.clock.now())
  if (triesLeft === null) throw new Problem('reset-link-invalid')
  if (isRight) return reset
  const { userId } = reset
  await noteAct(deps, { action: 'reset-code.wrong', userId }, from)
  if (triesLeft === 0) await noteAct(deps, { action: 'reset-code.used-up', userId }, from)
  throw new Problem('reset-code-wrong', { extra: { triesLeft } })
}

/**
 * Text that isn't six digits is counted as a wrong code too, because the count is the protection.
 */
function isRightCode(keys: Keyring, reset: ResetIdentity, typed: string): boolean {
  const derived = deriveReset(keys, reset)
  return derived !== null && isSame(Buffer.from(derived.code), Buffer.from(normaliseCode(typed)))
}
