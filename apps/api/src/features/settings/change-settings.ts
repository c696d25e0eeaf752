import { isDeepStrictEqual } from 'node:util'
import type { changeSettings as contract, Settings } from '@rekey/contracts/settings'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { sql, type Transaction } from '../../lib/database.ts'
import { isAdministratorLeft } from '../../models/administrators.ts'
import { recordAudit } from '../../models/audit.ts'
import { endConsoleAccess } from '../../models/end-console-access.ts'
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
    if (names.includes('consoleSignIn')) await switchConsolePasswords(tx, body, at)
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

/** The passwords stay, and open nothing while the setting says so. @throws Problem last-administrator, which undoes it */
async function switchConsolePasswords(tx: Transaction, { consoleSignIn }: Settings, at: Date) {
  if (consoleSignIn === 'any') return
  await endConsoleAccess(tx, sql`true`, at)
  if (!(await isAdministratorLeft(tx))) throw new Problem('last-administrator')
}

type Name = keyof Settings

const changedNames = (before: Settings, after: Settings) =>
  (Object.keys(after) as Name[]).filter((name) => !isDeepStrictEqual(before[name], after[name]))

const picked = (settings: Settings, names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, settings[name]]))
