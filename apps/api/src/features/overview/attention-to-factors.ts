import type { AttentionItem } from '@rekey/contracts/overview'
import type { Database } from '../../lib/database.ts'
import { withinTime } from '../../lib/within-time.ts'
import { countDueUsers } from '../../models/factor-conditions.ts'
import { isAnyRequired } from '../../models/factor-rules.ts'
import { item, type Viewer } from './attention-item.ts'

/** Milliseconds: an unknown number is better than a slow overview. */
const patience = 250

/** Users who must have a second factor and have none, as the list of users filters them. */
export async function findUsersDue(
  db: Database,
  _now: Date,
  { settings }: Viewer,
): Promise<AttentionItem[]> {
  if (!isAnyRequired(settings)) return []
  const users = await withinTime(db, patience, (tx) => countDueUsers(tx, settings))
  if (users === 0) return []
  return [item({ kind: 'second-factors-due', severity: 'warning', count: users ?? 0 })]
}
