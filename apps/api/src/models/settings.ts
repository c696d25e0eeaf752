import { type ChangedSettings, defaultSettings, type Settings } from '@rekey/contracts/settings'
import { cached } from '../lib/cached.ts'
import { type Clock, second } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'
import { type RequiredSince, requiredAfter } from './factor-rules.ts'

/** The present settings row, at most a second old on every instance. */
export type SettingsReader = {
  current(): Promise<Settings>
  /** Since when second factors are required. */
  requiredSince(): Promise<RequiredSince>
}

export function createSettingsReader(db: Database, clock: Clock): SettingsReader {
  const row = cached(() => findRow(db), second, clock)
  return {
    current: async () => (await row()).settings,
    requiredSince: async () => (await row()).requiredSince,
  }
}

/** The row needn't contain every setting, so a new setting needs no migration. */
async function findRow(db: Database | Transaction) {
  const row = await db.settingsRow.findUniqueOrThrow({ where: { id: 1 } })
  const settings: Settings = { ...defaultSettings, ...row.document }
  return { settings, requiredSince: row.requiredSince }
}

export const findSettings = async (db: Database | Transaction): Promise<Settings> =>
  (await findRow(db)).settings

/**
 * The settings row, locked until the transaction ends. Another transaction that replaces it waits,
 * and then sees this one's changes.
 */
export async function holdSettings(tx: Transaction): Promise<Settings> {
  await tx.$queryRaw`SELECT 1 FROM settings WHERE id = 1 FOR SHARE`
  return findSettings(tx)
}

/**
 * Replaces the whole row; concurrent replacements wait for each other. Settings that an older
 * client doesn't know keep their values.
 * @returns the row's previous and new content
 */
export async function replaceSettings(
  tx: Transaction,
  changed: ChangedSettings,
  at: Date,
): Promise<{ readonly before: Settings; readonly after: Settings }> {
  await tx.$queryRaw`SELECT 1 FROM settings WHERE id = 1 FOR UPDATE`
  const { settings: before, requiredSince } = await findRow(tx)
  const after = { ...before, ...changed } as Settings
  await tx.settingsRow.update({
    where: { id: 1 },
    data: {
      document: after,
      requiredSince: requiredAfter(requiredSince, after, at),
      updatedAt: at,
    },
  })
  return { before, after }
}
