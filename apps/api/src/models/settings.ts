import { defaultSettings, type Settings } from '@rekey/contracts/settings'
import { cached } from '../lib/cached.ts'
import { type Clock, second } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'

/** The present settings row, at most a second old on every instance. */
export type SettingsReader = { current(): Promise<Settings> }

export const createSettingsReader = (db: Database, clock: Clock): SettingsReader => ({
  current: cached(() => findSettings(db), second, clock),
})

/** The row needn't contain every setting, so a new setting needs no migration. */
export async function findSettings(db: Database | Transaction): Promise<Settings> {
  const row = await db.settingsRow.findUniqueOrThrow({ where: { id: 1 } })
  return { ...defaultSettings, ...row.document }
}

/**
 * The settings row, locked until the transaction ends. Another transaction that replaces it waits,
 * and then sees this one's changes.
 */
export async function holdSettings(tx: Transaction): Promise<Settings> {
  await tx.$queryRaw`SELECT 1 FROM settings WHERE id = 1 FOR SHARE`
  return findSettings(tx)
}

/**
 * Replaces the whole row; concurrent replacements wait for each other.
 * @returns the row's previous content
 */
export async function replaceSettings(
  tx: Transaction,
  document: Settings,
  at: Date,
): Promise<Settings> {
  await tx.$queryRaw`SELECT 1 FROM settings WHERE id = 1 FOR UPDATE`
  const before = await findSettings(tx)
  await tx.settingsRow.update({ where: { id: 1 }, data: { document, updatedAt: at } })
  return before
}
