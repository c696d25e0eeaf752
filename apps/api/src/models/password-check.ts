import type { Deps } from '../deps.ts'
import type { Transaction } from '../lib/database.ts'
import { clearDeviceBudget, countDeviceTry, type DeviceProof, findProof } from './device-cookie.ts'
import { mayUseConsolePassword, type SignsInBy } from './may-use-console-password.ts'
import type { ResetIdentity } from './reset-secrets.ts'
import type { Client } from './sessions.ts'
import { countTry, giveBackTry, nameTag } from './sign-in-wait.ts'
import { findTyped } from './temporary-passwords.ts'

/** Whose password is checked; null for a name that is nobody's. */
export type Holder = SignsInBy & {
  readonly id: string
  readonly status: string
  readonly passwordHash: string | null
  readonly passwordBlockedAt: Date | null
  readonly devicesVoidBefore: Date | null
  /** The living temporary passwords: what they are derived from. */
  readonly temporaries: readonly ResetIdentity[]
}

export type PasswordCheck =
  | { readonly outcome: 'wait'; readonly until: Date }
  | { readonly outcome: 'wrong' }
  | {
      readonly outcome: 'right'
      /** The temporary password that it was; null: it was the user's own. */
      readonly temporaryId: string | null
      /** Takes the try off the count again, in the transaction of what follows. */
      giveBack(tx: Transaction): Promise<void>
    }

type Given = {
  readonly username: string
  readonly password: string
  readonly holder: Holder | null
  readonly deviceCookie: string | undefined
  /** Where it was typed: a console password is taken in a browser alone. Left out: nowhere. */
  readonly client?: Client
}

/**
 * Checks a password, in this order: device proof → temporary password by HMAC → wait (no hash) →
 * hash. The try is counted before its hash, so that parallel ones can't outrun the count.
 * An unknown name, a deactivated user and a blocked password take one place in the hash queue and
 * do there what a wrong password does, whatever the scheme of the stored hash: several checks at
 * once tell no more than one. Users who sign in elsewhere cost the same; only their console
 * password is right, where it may be used. A temporary password has 80 bits: it needs no wait to
 * be safe, and none holds it up.
 */
export async function checkPassword(deps: Deps, given: Given): Promise<PasswordCheck> {
  const proof = await findUsableProof(deps, given)
  const temporary = findTyped(deps.keys, given.holder?.temporaries ?? [], given.password)
  if (temporary && takesPassword(given.holder)) return rightBy(proof, temporary.id)
  const tag = nameTag(deps.keys, given.username)
  const tried = proof ? null : await countTry(deps.db, tag, deps.clock.now())
  if (tried && !tried.mayGoOn) return { outcome: 'wait', until: tried.waitUntil }
  if (!(await isRight(deps, given, proof !== null))) return { outcome: 'wrong' }
  return rightBy(proof, null, async (tx) => {
    if (tried) await giveBackTry(tx, tag, tried)
  })
}

const rightBy = (
  proof: DeviceProof | null,
  temporaryId: string | null,
  giveBackName: (tx: Transaction) => Promise<void> = async () => {},
): PasswordCheck => ({
  outcome: 'right',
  temporaryId,
  async giveBack(tx) {
    if (proof) await clearDeviceBudget(tx, proof.deviceId)
    await giveBackName(tx)
  },
})

/** A device's proof counts while its user hasn't voided it and its own budget lasts. */
async function findUsableProof(
  deps: Deps,
  { holder, username, deviceCookie }: Given,
): Promise<DeviceProof | null> {
  const now = deps.clock.now()
  const proof = findProof(deps.keys, deviceCookie, username, now)
  if (!proof || proof.userId !== holder?.id) return null
  if (holder.devicesVoidBefore && proof.issuedAt < holder.devicesVoidBefore) return null
  return (await countDeviceTry(deps.db, proof.deviceId, now)) ? proof : null
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
  // A console password was made here: a hash from elsewhere is of a password that was before it.
  const counts =
    takesPassword(holder) || (isForConsole && isActive(holder) && !hasher.isForeign(hash))
  return matches && counts && holder.passwordBlockedAt === null
}

const isActive = (holder: Holder | null) => holder?.status === 'active'

const takesPassword = (holder: Holder | null) =>
  isActive(holder) && holder?.signInMethod === 'password'
