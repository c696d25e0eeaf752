import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { changeSettings as contract, Settings } from '@rekey/contracts/settings'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentSession } from '../../guards/require-recent-sign-in.ts'
import { isMatch } from '../../http/etag.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { sql, type Transaction } from '../../lib/database.ts'
import { actorInWords } from '../../models/actor-name.ts'
import { isAdministratorLeft } from '../../models/administrators.ts'
import { endConsoleAccess } from '../../models/end-console-access.ts'
import { replaceSettings } from '../../models/settings.ts'
import { settingsTag } from './settings-tag.ts'

/**
 * PUT /settings. It replaces the whole document and records changes with their previous values.
 * With `If-Match`, it only replaces the version that the caller has read.
 */
export const changeSettings: Verb<typeof contract> = async (input, deps) => {
  const { body, headers } = input
  const { db, clock } = deps
  const saved = await db.$transaction(async (tx) => {
    const at = clock.now()
    const { before, after } = await replaceSettings(tx, body, at)
    await requireMatch(tx, before, headers['if-match'])
    const names = changedNames(before, after)
    if (names.length === 0) return after
    requireRecentSession(input.caller, at)
    if (names.includes('consoleSignIn')) await switchConsolePasswords(tx, after, at)
    await auditBy(tx, deps, input, 'settings.changed', null, {
      before: picked(before, names),
      after: picked(after, names),
    })
    return after
  })
  return { status: 200, body: saved, etag: settingsTag(saved) }
}

/**
 * Compared under the lock of the row, so that one of two parallel saves gets the error.
 * @throws Problem precondition-failed
 */
async function requireMatch(tx: Transaction, before: Settings, ifMatch: string | undefined) {
  const etag = settingsTag(before)
  if (ifMatch === undefined || isMatch(ifMatch, etag)) return
  const [last] = await tx.$queryRaw<{ changedAt: Date; changedBy: string | null }[]>`
    SELECT at AS "changedAt", ${actorInWords} AS "changedBy"
    FROM audit_events WHERE action = 'settings.changed' ORDER BY id DESC LIMIT 1`
  throw new Problem('precondition-failed', { headers: { etag }, extra: { ...last } })
}

/**
 * The passwords stay, but open nothing while the setting forbids them.
 * @throws Problem last-administrator, which undoes the change
 */
async function switchConsolePasswords(tx: Transaction, { consoleSignIn }: Settings, at: Date) {
  if (consoleSignIn === 'any') return
  await endConsoleAccess(tx, sql`true`, at)
  if (!(await isAdministratorLeft(tx))) throw new Problem('last-administrator')
}

type Name = keyof Settings

const changedNames = (before: Settings, after: Settings) =>
  (Object.keys(after) as Name[]).filter((name) => !isDeepStrictEqual(before[name], after[name]))

/** The log keeps what was set for good, but of a logo only which one it was. */
const picked = ({ logo, ...settings }: Settings, names: readonly Name[]) =>
  Object.fromEntries(
    names.map((name) => [name, name === 'logo' ? logo && digestOf(logo) : settings[name]]),
  )

const digestOf = (logo: string) => createHash('sha256').update(logo).digest('hex')
