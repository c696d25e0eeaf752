import type { completeSsoLink as contract } from '@rekey/contracts/sso'
import { judgeCode } from '../../guards/judge-code.ts'
import { judgeFactor } from '../../guards/judge-factor.ts'
import { useJudgedFactor } from '../../guards/use-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { useReset } from '../../models/resets.ts'
import { endpointsOf } from '../../models/sso-connections.ts'
import { findMailedLink } from '../../models/sso-links.ts'
import { linkUser } from './link-user.ts'

/**
 * POST /sso-links/complete. Link and code, and the second factor of a user who has one, make the
 * link, once, on any device. After that the user signs in at the provider.
 */
export const completeSsoLink: Verb<typeof contract> = async (input, deps) => {
  const { token, code } = input.body
  const link = await judgeCode(deps, await findMailedLink(deps, token), code, input)
  const factor = await judgeFactor(deps, 'link', link, input.body.secondFactor, input)
  const at = deps.clock.now()
  await deps.db.$transaction(async (tx) => {
    const isLinked =
      (await useReset(tx, link, at)) && (await linkUser(tx, deps, link, 'mail', input))
    if (!isLinked) throw new Problem('reset-link-invalid')
    const owner = { id: link.userId, username: link.username }
    const what = { purpose: 'link', subject: link.id } as const
    await useJudgedFactor(tx, deps, { judged: factor, what }, owner, input)
  })
  const { username, connectionName, connectionId } = link
  const { start: startUrl } = endpointsOf(deps.config.publicUrl, connectionId)
  return { status: 200, body: { username, connectionName, startUrl } }
}
