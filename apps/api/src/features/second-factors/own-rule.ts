import type { FactorRule } from '@rekey/contracts/second-factor-fields'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import { sql } from '../../lib/database.ts'
import { factorDueAt, factorRuleOf } from '../../models/factor-rules.ts'
import type { LivingSession } from '../../models/find-session.ts'
import { opensConsole } from '../../models/opens-console.ts'

type OwnRule = { readonly rule: FactorRule; readonly dueAt: Date | null }
type Row = { opensConsole: boolean; createdAt: Date }

/** What the settings say about the second factors of the caller. */
export async function findOwnRule(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  { user: { id, kind } }: Pick<LivingSession, 'user'>,
): Promise<OwnRule> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT ${opensConsole(sql`owner`)} AS "opensConsole", created_at AS "createdAt"
    FROM users owner WHERE id = ${id}::uuid`
  const current = await settings.current()
  const user = { kind, opensConsole: row?.opensConsole ?? false }
  return {
    rule: factorRuleOf(current, user),
    dueAt: row ? factorDueAt(current, await settings.requiredSince(), { ...user, ...row }) : null,
  }
}

/** @throws Problem not-permitted */
export async function requireOffered(deps: Deps, caller: LivingSession): Promise<void> {
  const { rule } = await findOwnRule(deps, caller)
  if (rule !== 'off') return
  throw new Problem('not-permitted', { detail: 'The settings don’t offer you a second factor.' })
}
