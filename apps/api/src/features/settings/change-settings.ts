import { isDeepStrictEqual } from 'node:util'
import type { changeSettings as contract, Settings } from '@rekey/contracts/settings'
import type { Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { replaceSettings } from '../../models/settings.ts'

/** PUT /settings. The whole document; what changed is written down with what was before. */
export const changeSettings: Verb<typeof contract> = async (
  { body, caller, ip, requestId },
  { db, clock },
) => {
  await db.$transaction(async (tx) => {
    const at = clock.now()
    const before = await replaceSettings(tx, body, at)
    const names = changedNames(before, body)
    if (names.length === 0) return
    await recordAudit(tx, {
      action: 'settings.changed',
      at,
      actorId: caller.user.id,
      requestId,
      details: { before: picked(before, names), after: picked(body, names) },
      personal: { ip },
    })
  })
  return { status: 200, body }
}

type Name = keyof Settings

const changedNames = (before: Settings, after: Settings) =>
  (Object.keys(after) as Name[]).filter((name) => !isDeepStrictEqual(before[name], after[name]))

const picked = (settings: Settings, names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, settings[name]]))
