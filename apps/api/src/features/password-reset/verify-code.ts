import type { verifyCode as contract } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import { judgeCode } from '../../guards/judge-code.ts'
import type { Verb } from '../../http/routes.ts'
import { requestFactor } from '../../models/check-factor.ts'
import { listProving } from '../../models/factor-proofs.ts'
import { findLivingReset, type Reset } from '../../models/find-living-reset.ts'
import { passkeyCreationOptions } from '../../models/new-passkey.ts'
import { mayEndInPasskey, newIn } from './save-passkey.ts'

/** POST /password-resets/verify-code. A right code uses nothing up; a wrong one is counted. */
export const verifyCode: Verb<typeof contract> = async (input, deps) => {
  const { token, code } = input.body
  const reset = await judgeCode(deps, await findLivingReset(deps, token), code, input)
  const { factors } = reset.user
  const secondFactor = factors.isSet
    ? await requestFactor(deps, reset.user, { purpose: 'recovery', subject: reset.id })
    : null
  const expiresAt = reset.expiresAt?.toISOString() ?? null
  const newPasskey = await offerPasskey(deps, reset)
  return { status: 200, body: { valid: true, expiresAt, secondFactor, newPasskey } }
}

/** What a browser needs to make a passkey. Null: only a password can end this reset. */
async function offerPasskey(deps: Deps, reset: Reset) {
  const settings = await deps.settings.current()
  if (!mayEndInPasskey(reset, settings)) return null
  const existing = await listProving(deps.db, reset.userId, 'passkey')
  return passkeyCreationOptions(deps, reset.user, settings.organizationName, newIn(reset), existing)
}
