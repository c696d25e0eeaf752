import type { completeSsoLink as contract } from '@rekey/contracts/sso'
import { judgeCode } from '../../http/judge-code.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { endpointsOf } from '../../models/sso-connections.ts'
import { findMailedLink, type MailedLink } from '../../models/sso-links.ts'
import { linkUser } from './link-user.ts'

/**
 * POST /sso-links/complete. Link and code together link, once, on any device; who then signs in,
 * does so at the provider.
 */
export const completeSsoLink: Verb<typeof contract> = async (input, deps) => {
  const { token, code } = input.body
  const link = await judgeCode(deps, await findMailedLink(deps, token), code, input)
  const at = deps.clock.now()
  await deps.db.$transaction(async (tx) => {
    const isLinked =
      (await useLink(tx, link, at)) && (await linkUser(tx, deps, link, 'mail', input))
    if (!isLinked) throw new Problem('reset-link-invalid')
  })
  const { username, connectionName, connectionId } = link
  const { start: startUrl } = endpointsOf(deps.config.publicUrl, connectionId)
  return { status: 200, body: { username, connectionName, startUrl } }
}

/** The winner of parallel tries: the one whose UPDATE still finds it living. */
async function useLink(tx: Transaction, { id, userId }: MailedLink, at: Date): Promise<boolean> {
  const used = await tx.$executeRaw`
    WITH owner AS (SELECT id FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE)
    UPDATE resets SET ended_at = ${at}, end_reason = 'used'
    WHERE id = ${id}::uuid AND user_id = (SELECT id FROM owner)
      AND ended_at IS NULL AND (expires_at IS NULL OR expires_at > ${at})`
  return used === 1
}
