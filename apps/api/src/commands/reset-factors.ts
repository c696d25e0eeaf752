import { typedName } from '@rekey/contracts/visible-text'
import { endRecovery, findLivingRecovery } from '../models/factor-recoveries.ts'
import { holdUser } from '../models/hold-user.ts'
import { removeLostFactors } from '../models/lost-factors.ts'
import { countProofs } from '../models/second-factors.ts'
import { usernameKey } from '../models/username-key.ts'
import { CommandError } from './command-error.ts'
import { type CommandDeps, withSealedCommandDeps } from './open-command-deps.ts'

/** `rekey admin reset-factors USERNAME` */
export async function resetFactorsCommand(typed: string): Promise<void> {
  const { username, removed } = await withSealedCommandDeps((deps) => resetFactors(deps, typed))
  console.log(
    [
      `Removed ${removed} second ${removed === 1 ? 'factor' : 'factors'} and all recovery codes of ${username}.`,
      'The password stays as it is. The user is told by e-mail once the server is running.',
    ].join('\n'),
  )
}

/**
 * Removes the second factors of a user at once, as two administrators can do it together after a
 * waiting time. It is the way back for a single administrator who has lost theirs. Nobody can run
 * it from afar: it needs the server's environment.
 * @throws CommandError for a user who doesn't exist, or has none
 */
export async function resetFactors(
  deps: CommandDeps,
  typed: string,
): Promise<{ readonly username: string; readonly removed: number }> {
  return deps.db.$transaction(async (tx) => {
    const usernameTyped = typedName(typed)
    const where = { usernameKey: usernameKey(usernameTyped), deletedAt: null }
    const user = await tx.user.findUnique({ where, select: { id: true, username: true } })
    if (!user) throw new CommandError(`There is no user ${usernameTyped}.`)
    const { id: userId, username } = user
    await holdUser(tx, userId)
    const { totp, passkeys } = await countProofs(tx, userId)
    const removed = totp + passkeys
    if (removed === 0) throw new CommandError(`${username} has no second factor.`)
    const at = deps.clock.now()
    const recovery = await findLivingRecovery(tx, userId, at)
    if (recovery) await endRecovery(tx, { id: recovery.id, userId }, at)
    await removeLostFactors(tx, deps, { userId, details: { by: 'cli' } })
    return { username, removed }
  })
}
