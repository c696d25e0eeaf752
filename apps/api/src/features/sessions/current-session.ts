import type { currentSession as contract } from '@rekey/contracts/sessions'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findSignsInWith } from '../../models/signs-in-with.ts'
import { endpointsOf } from '../../models/sso-connections.ts'
import { findOwnSession } from './own-sessions.ts'

/** GET /sessions/current. The signed-in user, and since when this session has existed. */
export const currentSession: Verb<typeof contract> = async (
  { caller },
  { db, settings, config },
) => {
  const session = await findOwnSession(db, caller)
  if (!session) throw new Problem('not-signed-in')
  const signsInWith = await findSignsInWith(db, caller.user.id)
  const { passwordPolicies } = await settings.current()
  return {
    status: 200,
    body: {
      user: { ...caller.user, permissions: [...caller.permissions] },
      session,
      passwordPolicy: passwordPolicies[caller.user.kind],
      signsInWith: signsInWith && {
        name: signsInWith.name,
        resetUrl: signsInWith.resetUrl,
        startUrl: endpointsOf(config.publicUrl, signsInWith.id).start,
      },
    },
  }
}
