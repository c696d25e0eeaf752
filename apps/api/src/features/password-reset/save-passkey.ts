import type { completeReset as contract } from '@rekey/contracts/password-reset'
import type { NewPasskey } from '@rekey/contracts/second-factor-fields'
import type { Settings } from '@rekey/contracts/settings'
import type { Deps } from '../../deps.ts'
import { addFactor } from '../../guards/add-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Input } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import type { Reset } from '../../models/find-living-reset.ts'
import { checkNewPasskey } from '../../models/new-passkey.ts'
import { queueNotices } from '../../models/notices.ts'
import { type LockedUser, replacePassword } from '../../models/passwords.ts'
import { keepSavedPasskey } from '../../models/resets.ts'
import { keepPasskey, removeAllPasskeys } from '../../models/second-factors.ts'
import { beginUse, completion, type Proved, requireUsed } from './use-up-reset.ts'

/** The challenge is good for this reset alone. */
export const newIn = ({ id }: Reset) => ({ purpose: 'new-in-reset', subject: id }) as const

/**
 * Whether a passkey can take the place of the password. The rule of the kind decides, not that for
 * the console: a reader of the link alone shouldn't learn who opens the console. Device users sign
 * in from apps, and a console password stands beside an identity provider.
 */
export const mayEndInPasskey = (
  { purpose, user: { kind, signInMethod } }: Reset,
  { secondFactor }: Settings,
): boolean =>
  kind !== 'device' &&
  purpose !== 'console' &&
  signInMethod === 'password' &&
  secondFactor[kind] !== 'off'

/**
 * Saves a new passkey in place of the password, which ends. Somebody else may know the old one.
 * @returns the recovery codes that come with the user's first second factor
 * @throws Problem not-permitted, passkey-not-accepted, conflict
 */
export async function savePasskey(
  deps: Deps,
  proved: Proved,
  answer: NewPasskey,
  input: Input<typeof contract>,
): Promise<string[] | null> {
  const { reset } = proved
  if (!mayEndInPasskey(reset, await deps.settings.current())) throw new Problem('not-permitted')
  const checked = await checkNewPasskey(deps, answer, newIn(reset))
  if (!checked) throw new Problem('passkey-not-accepted')
  return deps.db.$transaction(async (tx) => {
    const at = deps.clock.now()
    const user = await beginUse(tx, deps, proved, input)
    const by = { resetId: reset.id, at }
    const saved = await replacePassword(tx, deps, user, by, completion(proved, input, at))
    await requireUsed(tx, deps, proved, saved)
    const removeLost = () =>
      input.body.removeOtherPasskeys ? removePasskeys(tx, deps, user, input) : Promise.resolve()
    const add = async () => {
      const given = { ...checked, userId: user.id, name: input.device ?? 'Passkey' }
      const passkey = await keepPasskey(tx, given, at)
      if (!passkey) throw new Problem('passkey-not-accepted')
      await keepSavedPasskey(tx, reset.id, passkey.id)
      return passkey
    }
    return addFactor(tx, deps, user, input, add, removeLost)
  })
}

/** One mail tells of all of them. */
async function removePasskeys(
  tx: Transaction,
  deps: Deps,
  { id: userId, username }: LockedUser,
  { device, ip, requestId }: Input<typeof contract>,
): Promise<void> {
  const at = deps.clock.now()
  const removed = await removeAllPasskeys(tx, userId)
  for (const secondFactorId of removed) {
    await recordAudit(tx, {
      action: 'second-factor.removed',
      at,
      actorId: userId,
      userId,
      requestId,
      details: { secondFactorId, method: 'passkey' },
      personal: { ip, username },
    })
  }
  const [factorId] = removed
  if (!factorId) return
  const told = { userId, device, factorId, at }
  await queueNotices(tx, deps, { template: 'second-factor-removed', ...told })
}
