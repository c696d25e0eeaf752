import type { addTotp as contract } from '@rekey/contracts/second-factors'
import { requireRoom } from '../../guards/add-factor.ts'
import { requireRecentFactor } from '../../guards/require-recent-factor.ts'
import type { Verb } from '../../http/routes.ts'
import { newTotpSecret, totpUri } from '../../lib/totp.ts'
import { holdUser } from '../../models/hold-user.ts'
import { keepPendingTotp } from '../../models/totp-secrets.ts'
import { requireOffered } from './own-rule.ts'

/** POST /account/second-factors/totp. The secret is shown once, and stored sealed. */
export const addTotp: Verb<typeof contract> = async ({ body, caller }, deps) => {
  await requireRecentFactor(deps, caller)
  await requireOffered(deps, caller)
  const { id: userId, username } = caller.user
  const { organizationName } = await deps.settings.current()
  const secret = newTotpSecret()
  const id = await deps.db.$transaction(async (tx) => {
    await holdUser(tx, userId)
    await requireRoom(tx, userId)
    const at = deps.clock.now()
    return keepPendingTotp(tx, deps.keys, { userId, name: body.name, secret, at })
  })
  return { status: 201, body: { id, secret, uri: totpUri(secret, organizationName, username) } }
}
