import { defaultSettings, type Settings } from '@rekey/contracts/settings'
import { type Clock, second } from '../lib/clock.ts'
import type { Database } from '../lib/database.ts'

/** The settings row as it is now, at most a second old on every instance. */
export type SettingsReader = { current(): Promise<Settings> }

const maximumAge = second

export function createSettingsReader(db: Database, clock: Clock): SettingsReader {
  let read: { at: number; settings: Promise<Settings> } | null = null
  return {
    current() {
      const now = clock.now().getTime()
      if (!read || Math.abs(now - read.at) >= maximumAge) {
        const settings = findSettings(db)
        read = { at: now, settings }
        // A failed read is not remembered: the next caller tries again.
        settings.catch(() => {
          if (read?.settings === settings) read = null
        })
      }
      return read.settings
    },
  }
}

/** The row holds only what differs from the defaults, so that a new setting needs no migration. */
async function findSettings(db: Database): Promise<Settings> {
  const row = await db.settingsRow.findUniqueOrThrow({ where: { id: 1 } })
  return { ...defaultSettings, ...(row.document as Partial<Settings>) }
}
