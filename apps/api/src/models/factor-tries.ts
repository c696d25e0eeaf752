import type { Deps } from '../deps.ts'
import type { Sql } from '../lib/database.ts'
import { restoringBudget } from './device-cookie.ts'
import { findUsableProof } from './password-check.ts'
import { countTry, givingBackTry, nameTag } from './sign-in-wait.ts'

type FactorTry =
  | { readonly outcome: 'wait'; readonly until: Date }
  | {
      readonly outcome: 'counted'
      /**
       * SQL: gives the try back after a right proof, in the transaction of the act that it allows.
       * It ends with a condition, to which the caller may add.
       */
      readonly givingBack: Sql
    }

type Trying = {
  readonly user: {
    readonly id: string
    readonly username: string
    readonly devicesVoidBefore: Date | null
  }
  readonly deviceCookie: string | undefined
}

/**
 * Counts a try to prove a second factor before it is judged, as a password's is: by the name, or by
 * the budget of a device that has signed in before. So both together allow no more tries than one.
 */
export async function countFactorTry(
  deps: Deps,
  { user, deviceCookie }: Trying,
): Promise<FactorTry> {
  const { username } = user
  const proof = await findUsableProof(deps, { username, deviceCookie, holder: user })
  if (proof) return { outcome: 'counted', givingBack: restoringBudget(proof.deviceId) }
  const tag = nameTag(deps.keys, username)
  const tried = await countTry(deps.driver, tag, deps.clock.now())
  if (!tried.mayGoOn) return { outcome: 'wait', until: tried.waitUntil }
  return { outcome: 'counted', givingBack: givingBackTry(tag, tried) }
}
