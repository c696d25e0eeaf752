import { recordAudit } from '../models/audit.ts'
import { type KeyRows, keyRows } from '../models/key-rows.ts'
import { type Ended, revokeKey } from '../models/revoke-key.ts'
import { findRevokedKeys, lookForRevokedMs } from '../models/revoked-keys.ts'
import { CommandError } from './command-error.ts'
import { type CommandDeps, withSealedCommandDeps } from './open-command-deps.ts'

/** `rekey keys revoke ID` */
export async function revokeKeyCommand(id: string): Promise<void> {
  const { resets, sessions } = await withSealedCommandDeps((deps) => revoke(deps, id))
  console.log(`The key ${id} is revoked. ${resets} resets and ${sessions} sessions ended.`)
  console.log(`Within ${lookForRevokedMs / 1_000} seconds all instances refuse what it signed.`)
  console.log(
    'Keep it in SECRET_KEYS or in the file of keys until `rekey doctor` shows that no rows use it.',
  )
}

/**
 * For a key that somebody else may know. Its resets, temporary passwords and device cookies no
 * longer work. The audit log stays verifiable.
 * @throws CommandError while something still needs the key
 */
export async function revoke({ db, keys, clock }: CommandDeps, id: string): Promise<Ended> {
  const rows = await db.$queryRawUnsafe<KeyRows[]>(keyRows)
  const revoked = await findRevokedKeys(db)
  if (![...keys.ids, ...rows.map((row) => row.id), ...revoked].includes(id)) {
    throw new CommandError(`There is no key ${id}. \`rekey doctor\` lists the keys.`)
  }
  if (id === keys.currentId) {
    throw new CommandError(
      `${id} is the key that signs. Run \`rekey keys rotate\` and restart all instances first.`,
    )
  }
  const sealed = rows.filter((row) => row.id === id && row.isSealed)
  if (sealed.length > 0) {
    const what = sealed.map((row) => `${row.what} ${row.rows}`).join(', ')
    throw new CommandError(
      `Secrets are still encrypted with ${id}: ${what}. Run \`rekey keys reseal\` first.`,
    )
  }
  return db.$transaction(async (tx) => {
    const at = clock.now()
    const ended = await revokeKey(tx, id, at)
    await recordAudit(tx, { action: 'keys.revoked', at, details: { by: 'cli', id, ...ended } })
    return ended
  })
}
