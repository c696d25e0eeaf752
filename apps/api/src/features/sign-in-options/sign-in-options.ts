import { addressOf } from '@rekey/contracts/reset-address'
import type { signInOptions as contract } from '@rekey/contracts/sign-in-options'
import type { Deps } from '../../deps.ts'
import { isOpenTo } from '../../http/open-disclosure.ts'
import type { Verb } from '../../http/routes.ts'
import { masked } from '../../models/mask-addresses.ts'
import { usernameKey } from '../../models/username-key.ts'

/**
 * POST /sign-in-options. Judged by the name's form alone, which the contract has already checked:
 * whoever gets here typed a well-formed name, and a reset may be asked for it. No account is
 * looked up, so nobody learns who has one. In closed networks that say so, the account answers.
 */
export const signInOptions: Verb<typeof contract> = async ({ body, ip }, deps) => {
  const sendsTo = (await isOpenTo(deps, ip)) ? await findAddress(deps, body.username) : undefined
  return {
    status: 200,
    body: {
      resetAvailable: sendsTo !== null,
      sendsTo: sendsTo ? shown(sendsTo, body.username) : null,
      signInWith: null,
    },
  }
}

/** Where a reset would go; null: there is nobody of that name whom a mail can reach. */
async function findAddress({ db }: Deps, username: string): Promise<string | null> {
  const user = await db.user.findUnique({
    where: { usernameKey: usernameKey(username), deletedAt: null, status: 'active' },
    select: { username: true, emailTo: true, kind: true },
  })
  return user && addressOf(user)
}

/** Whole only where the asker has just typed it. */
const shown = (address: string, typed: string) =>
  usernameKey(address) === usernameKey(typed) ? address : masked(address)
