import type { addPasskey as contract } from '@rekey/contracts/second-factors'
import type { Deps } from '../../deps.ts'
import type { SecondFactor } from '../../generated/prisma/client.ts'
import { requireRecentFactor } from '../../guards/require-recent-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { checkNewPasskey } from '../../models/new-passkey.ts'
import { keepPasskey, showFactor } from '../../models/second-factors.ts'
import { addOwnFactor } from './add-own-factor.ts'
import { addingIn } from './add-passkey-options.ts'
import { requireOffered } from './own-rule.ts'

/** POST /account/second-factors/passkeys. It counts at once. */
export const addPasskey: Verb<typeof contract> = async (input, deps) => {
  const { body, caller } = input
  await requireRecentFactor(deps, caller)
  await requireOffered(deps, caller)
  const checked = await checkNewPasskey(deps, body.response, addingIn(caller))
  if (!checked) throw new Problem('second-factor-wrong')
  const { passkey, recoveryCodes } = await deps.db.$transaction((tx) =>
    add(tx, deps, checked, input),
  )
  return { status: 201, body: { ...showFactor(passkey), recoveryCodes } }
}

type Checked = NonNullable<Awaited<ReturnType<typeof checkNewPasskey>>>

/** @throws Problem conflict if the passkey is somebody's already */
async function add(
  tx: Transaction,
  deps: Deps,
  checked: Checked,
  input: Input<typeof contract>,
): Promise<{ passkey: SecondFactor; recoveryCodes: string[] | null }> {
  const { body, caller } = input
  const added: { passkey?: SecondFactor } = {}
  const recoveryCodes = await addOwnFactor(tx, deps, input, async () => {
    const given = { ...checked, userId: caller.user.id, name: body.name }
    const passkey = await keepPasskey(tx, given, deps.clock.now())
    if (!passkey) throw new Problem('conflict', { detail: 'This passkey was added before.' })
    added.passkey = passkey
    return passkey
  })
  if (!added.passkey) throw new Error('A passkey was added')
  return { passkey: added.passkey, recoveryCodes }
}
