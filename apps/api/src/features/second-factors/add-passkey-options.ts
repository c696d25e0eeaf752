import type { addPasskeyOptions as contract } from '@rekey/contracts/second-factors'
import { requireRoom } from '../../guards/add-factor.ts'
import { requireRecentFactor } from '../../guards/require-recent-factor.ts'
import type { Verb } from '../../http/routes.ts'
import { listProving } from '../../models/factor-proofs.ts'
import type { LivingSession } from '../../models/find-session.ts'
import { passkeyCreationOptions } from '../../models/new-passkey.ts'
import { requireOffered } from './own-rule.ts'

/** The challenge is bound to the session. */
export const addingIn = ({ sessionId }: Pick<LivingSession, 'sessionId'>) =>
  ({ purpose: 'add', subject: sessionId }) as const

/** POST /account/second-factors/passkeys/options. */
export const addPasskeyOptions: Verb<typeof contract> = async ({ caller }, deps) => {
  await requireRecentFactor(deps, caller)
  await requireOffered(deps, caller)
  await requireRoom(deps.db, caller.user.id)
  const { organizationName } = await deps.settings.current()
  const existing = await listProving(deps.db, caller.user.id, 'passkey')
  const what = addingIn(caller)
  const body = await passkeyCreationOptions(deps, caller.user, organizationName, what, existing)
  return { status: 200, body }
}
