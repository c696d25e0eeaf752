import type { Contract } from '@rekey/contracts/route'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import type { Deps } from '../deps.ts'
import { Problem } from '../http/problem.ts'
import type { Input } from '../http/routes.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import { noteAct } from '../models/audit-counts.ts'
import { deriveCode, type ResetIdentity } from '../models/reset-secrets.ts'
import { countCode } from '../models/reset-tries.ts'

type From = Pick<Input<Contract>, 'ip' | 'requestId'>

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
  from: From,
): Promise<R> {
  const right = await requireRightCode(deps, reset, code, from)
  const triesLeft = await countCode(deps.driver, right, true, deps.clock.now())
  if (triesLeft === null) throw new Problem('reset-link-invalid')
  return right
}

/**
 * The same, but a right code costs no statement. It is for callers whose own UPDATE finds out
 * whether the reset still lives, before any answer tells that the code was right. So a right guess
 * after the fifth wrong one gets nothing here either.
 */
export async function requireRightCode<R extends ResetIdentity>(
  deps: Deps,
  reset: R | null,
  code: string,
  from: From,
): Promise<R> {
  if (!reset) throw new Problem('reset-link-invalid')
  if (!isRightCode(deps.keys, reset, code)) throw await countWrong(deps, reset, from)
  return reset
}

async function countWrong(deps: Deps, reset: ResetIdentity, from: From): Promise<Problem> {
  const triesLeft = await countCode(deps.driver, reset, false, deps.clock.now())
  if (triesLeft === null) return new Problem('reset-link-invalid')
  const { userId } = reset
  await noteAct(deps, { action: 'reset-code.wrong', userId }, from)
  if (triesLeft === 0) await noteAct(deps, { action: 'reset-code.used-up', userId }, from)
  return new Problem('reset-code-wrong', { extra: { triesLeft } })
}

/**
 * Text that isn't six digits is counted as a wrong code too, because the count is the protection.
 */
function isRightCode(keys: Keyring, reset: ResetIdentity, typed: string): boolean {
  const code = deriveCode(keys, reset)
  return code !== null && isSame(Buffer.from(code), Buffer.from(normaliseCode(typed)))
}
