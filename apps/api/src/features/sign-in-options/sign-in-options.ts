import { addressOf } from '@rekey/contracts/reset-address'
import type { signInOptions as contract } from '@rekey/contracts/sign-in-options'
import type { Deps } from '../../deps.ts'
import { isOpenTo } from '../../http/open-disclosure.ts'
import type { Verb } from '../../http/routes.ts'
import { domainOf } from '../../models/domain-name.ts'
import { masked } from '../../models/mask-addresses.ts'
import { endpointsOf } from '../../models/sso-connections.ts'
import type { DomainOwner } from '../../models/sso-domains.ts'
import { usernameKey } from '../../models/username-key.ts'

/**
 * POST /sign-in-options. The answer depends on the name's form, which the contract has already
 * checked, and on its domain. With a provider's domain there is no reset here, otherwise there may
 * be. No account is read, so nobody learns who has one. Only in closed networks that the operator
 * opened does the account decide, except for a provider's names.
 */
export const signInOptions: Verb<typeof contract> = async ({ body, peer }, deps) => {
  const owner = (await deps.domainOwners()).get(domainOf(body.username) ?? '')
  if (owner) return { status: 200, body: leadTo(owner, deps) }
  const sendsTo = (await isOpenTo(deps, peer)) ? await findAddress(deps, body.username) : undefined
  return {
    status: 200,
    body: {
      resetAvailable: sendsTo !== null,
      sendsTo: sendsTo ? shown(sendsTo, body.username) : null,
      signInWith: null,
    },
  }
}

const leadTo = ({ id, name, resetUrl }: DomainOwner, { config }: Deps) => ({
  resetAvailable: false,
  sendsTo: null,
  signInWith: { name, startUrl: endpointsOf(config.publicUrl, id).start, resetUrl },
})

/** Where a reset would be sent; null: no user with that name can be reached by mail. */
async function findAddress({ db }: Deps, username: string): Promise<string | null> {
  const user = await db.user.findUnique({
    where: { usernameKey: usernameKey(username), deletedAt: null, status: 'active' },
    select: { username: true, emailTo: true, kind: true },
  })
  return user && addressOf(user)
}

/** Whole only if the caller has just typed it. */
const shown = (address: string, typed: string) =>
  usernameKey(address) === usernameKey(typed) ? address : masked(address)
