import type { Deps } from '../deps.ts'
import { type Sql, sql } from '../lib/database.ts'
import { countDeviceTry, type DeviceProof, findProof, restoringBudget } from './device-cookie.ts'
import { mayUseConsolePassword } from './may-use-console-password.ts'
import type { Client } from './sessions.ts'
import { countTry, givingBackTry, nameTag } from './sign-in-wait.ts'
import { findTyped } from './temporary-passwords.ts'
import type { Holder } from './users.ts'

type PasswordCheck =
  | { readonly outcome: 'wait'; readonly until: Date }
  | { readonly outcome: 'wrong' }
  | RightPassword

export type RightPassword = {
  readonly outcome: 'right'
  /** The temporary password that was typed; null: it was the user's own. */
  readonly temporaryId: string | null
  /**
   * SQL: gives the counted try back, as a statement or as a part of the caller's next one. It ends
   * with a condition, to which the caller may add.
   */
  readonly givingBack: Sql
  /**
   * The same, but only for a try that was counted by name. The device keeps its own, because it
   * gets no new proof before the second factor.
   */
  readonly givingBackName: Sql
}

type Given = {
  readonly username: string
  readonly password: string
  readonly holder: Holder | null
  readonly deviceCookie: string | undefined
  /**
   * Where it was typed, since a console password is accepted only in a browser. Left out: never
   * accepted.
   */
  readonly client?: Client
}

/**
 * Checks a password, in this order: device proof → temporary password by HMAC → wait (no hash) →
 * hash. The try is counted before its hash, so that parallel tries can't outrun the count. An
 * unknown name, a deactivated user and a blocked password take one place in the hash queue, and do
 * the work of a wrong password there. That holds whatever the scheme of the stored hash, so several
 * checks at once reveal no more than one. Users who sign in at a provider cost the same; only their
 * console password is right, where it may be used. A temporary password has 80 bits, so it is safe
 * without a wait, and no wait delays it.
 */
export async function checkPassword(deps: Deps, given: Given): Promise<PasswordCheck> {
  const proof = await findUsableProof(deps, given)
  const temporary = findTyped(deps.keys, given.holder?.temporaries ?? [], given.password)
  if (temporary && takesPassword(given.holder)) return rightBy(proof, temporary.id)
  const tag = nameTag(deps.keys, given.username)
  const tried = proof ? null : await countTry(deps.driver, tag, deps.clock.now())
  if (tried && !tried.mayGoOn) return { outcome: 'wait', until: tried.waitUntil }
  if (!(await isRight(deps, given, proof !== null))) return { outcome: 'wrong' }
  return rightBy(proof, null, tried ? givingBackTry(tag, tried) : givingNothingBack)
}

/** SQL: gives nothing back, because nothing was counted. */
export const givingNothingBack = sql`SELECT WHERE false`

const rightBy = (
  proof: DeviceProof | null,
  temporaryId: string | null,
  givingBackName = givingNothingBack,
): PasswordCheck => ({
  outcome: 'right',
  temporaryId,
  givingBack: proof ? restoringBudget(proof.deviceId) : givingBackName,
  givingBackName,
})

type Proving = Pick<Given, 'username' | 'deviceCookie'> & {
  readonly holder: Pick<Holder, 'id' | 'devicesVoidBefore'> | null
}

/** A device's proof counts while its user hasn't voided it and its own budget isn't spent. */
export async function findUsableProof(
  deps: Pick<Deps, 'driver' | 'keys' | 'clock'>,
  { holder, username, deviceCookie }: Proving,
): Promise<DeviceProof | null> {
  const now = deps.clock.now()
  const proof = findProof(deps.keys, deviceCookie, username, now)
  if (!proof || proof.userId !== holder?.id) return null
  if (holder.devicesVoidBefore && proof.issuedAt < holder.devicesVoidBefore) return null
  return (await countDeviceTry(deps.driver, proof.deviceId, now)) ? proof : null
}

async function isRight(
  { foreignWork, hasher, settings }: Deps,
  { holder, password, client }: Given,
  first: boolean,
): Promise<boolean> {
  const { consoleSignIn } = await settings.current()
  const hash = holder?.passwordHash ?? null
  const matches = await hasher.verify(hash, password, { first, most: await foreignWork() })
  if (!holder || !hash) return false
  const isForConsole = client === 'browser' && mayUseConsolePassword(holder, { consoleSignIn })
  // A console password was created here, so an imported hash belongs to an earlier password.
  const counts =
    takesPassword(holder) || (isForConsole && isActive(holder) && !hasher.isForeign(hash))
  return matches && counts && holder.passwordBlockedAt === null
}

const isActive = (holder: Holder | null) => holder?.status === 'active'

const takesPassword = (holder: Holder | null) =>
  isActive(holder) && holder?.signInMethod === 'password'
