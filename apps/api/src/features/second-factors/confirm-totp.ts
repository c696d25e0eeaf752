import type { confirmTotp as contract } from '@rekey/contracts/second-factors'
import { isSixDigits, normaliseCode } from '@rekey/contracts/typed-secrets'
import type { Deps } from '../../deps.ts'
import { requireRecentFactor } from '../../guards/require-recent-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { findTotpStep } from '../../lib/totp.ts'
import { confirmPendingTotp, findPendingTotp, unsealTotpSecret } from '../../models/totp-secrets.ts'
import { addOwnFactor } from './add-own-factor.ts'
import { requireOffered } from './own-rule.ts'

/** POST /account/second-factors/{id}/confirm. The code proves that the app has the secret. */
export const confirmTotp: Verb<typeof contract> = async (input, deps) => {
  const { caller, params } = input
  await requireRecentFactor(deps, caller)
  await requireOffered(deps, caller)
  const step = await requireStep(deps, input)
  const at = deps.clock.now()
  const recoveryCodes = await deps.db.$transaction((tx) =>
    addOwnFactor(tx, deps, input, async () => {
      if (!(await confirmPendingTotp(tx, params.id, step, at))) throw new Problem('not-found')
      return { id: params.id, type: 'totp' }
    }),
  )
  return { status: 200, body: { recoveryCodes } }
}

/** @throws Problem not-found, second-factor-wrong */
async function requireStep(deps: Deps, { body, caller, params }: Input<typeof contract>) {
  const pending = await findPendingTotp(deps.db, caller.user.id, params.id)
  const secret = pending && unsealTotpSecret(deps.keys, pending)
  if (!secret) throw new Problem('not-found')
  const code = normaliseCode(body.code)
  const step = isSixDigits(code) ? findTotpStep(secret, code, deps.clock.now()) : null
  if (step === null) throw new Problem('second-factor-wrong')
  return step
}
