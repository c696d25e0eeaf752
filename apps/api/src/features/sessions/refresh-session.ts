import type { refreshSession as contract } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { accessTokenSeconds } from '../../models/issue-session.ts'
import { type RenewableSession, renewSession } from '../../models/renew-session.ts'
import { endSessions } from '../../models/sessions.ts'

/**
 * POST /sessions/refresh. A refresh token works once. If a genuine one is used again, its session
 * ends, whichever client sent it. Every refused token gets the same answer.
 */
export const refreshSession: Verb<typeof contract> = async (input, deps) => {
  const renewal = await renewSession(deps, input.body.refreshToken)
  if (renewal?.outcome === 'reused') await endReused(deps, renewal.session, input)
  if (renewal?.outcome !== 'renewed') throw new Problem('not-signed-in')
  const { session, refreshToken } = renewal
  const accessToken = input.accessTokens.issue(session)
  return { status: 200, body: { accessToken, refreshToken, expiresInSeconds: accessTokenSeconds } }
}

/** Of sixteen parallel reuses, one ends the session and is recorded. */
async function endReused(
  deps: Deps,
  { id, userId, username }: RenewableSession,
  { ip, requestId }: Input<typeof contract>,
) {
  await deps.db.$transaction(async (tx) => {
    if ((await endSessions(tx, userId, { only: id })) === 0) return
    await recordAudit(tx, {
      action: 'session.refresh-token-reused',
      at: deps.clock.now(),
      userId,
      requestId,
      details: { sessionId: id },
      personal: { ip, username },
    })
  })
}
