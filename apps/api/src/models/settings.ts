import { defaultSettings, type Settings } from '@rekey/contracts/settings'
import { cached } from '../lib/cached.ts'
import { type Clock, second } from '../lib/clock.ts'
import type { Database } from '../lib/database.ts'

/** The settings row as it is now, at most a second old on every instance. */
export type SettingsReader = { current(): Promise<Settings> }

export const createSettingsReader = (db: Database, clock: Clock): SettingsReader => ({
  current: cached(() => findSettings(db), second, clock),
})

/** The row holds only what differs from the defaults, so that a new setting needs no migration. */
async function findSettings(db: Database): Promise<Settings> {
  const row = await db.settingsRow.findUniqueOrThrow({ where: { id: 1 } })
  return { ...defaultSettings, ...(row.document as Partial<Settings>) }
}
