import type { AttentionItem } from '@rekey/contracts/overview'
import type { Permission } from '@rekey/contracts/permissions'
import type { Database } from '../../lib/database.ts'
import { findMailFlow } from '../../models/mail-flow.ts'
import { item, type Look, type Viewer } from './attention-item.ts'
import { findAuditDamage, findDisowned } from './attention-to-audit.ts'
import { findEndingCertificates, findEndingKeys } from './attention-to-ends.ts'
import { findUsersDue } from './attention-to-factors.ts'
import { findRepeatedRequests, findReturnedMails } from './attention-to-mails.ts'
import { findFailingWebhooks } from './attention-to-webhooks.ts'

/** What to look at, and which permission each needs. */
const looks: readonly { readonly needs: Permission; readonly look: Look }[] = [
  { needs: 'messages.read', look: findOutage },
  { needs: 'messages.read', look: findReturnedMails },
  { needs: 'messages.read', look: findRepeatedRequests },
  { needs: 'users.read', look: findUsersDue },
  { needs: 'audit.read', look: findDisowned },
  { needs: 'audit.read', look: findAuditDamage },
  { needs: 'sso.write', look: findEndingCertificates },
  { needs: 'api-keys.write', look: findEndingKeys },
  { needs: 'webhooks.write', look: findFailingWebhooks },
]

/**
 * What needs attention: problems first, then the newest. One after the other, on one connection.
 */
export async function findAttention(
  db: Database,
  now: Date,
  viewer: Viewer,
): Promise<AttentionItem[]> {
  const found: AttentionItem[] = []
  for (const { needs, look } of looks) {
    if (viewer.permissions.includes(needs)) found.push(...(await look(db, now, viewer)))
  }
  return found.toSorted(byUrgency)
}

function byUrgency(one: AttentionItem, other: AttentionItem): number {
  if (one.severity !== other.severity) return one.severity === 'problem' ? -1 : 1
  return timeOf(other) - timeOf(one)
}

const timeOf = ({ at, since }: AttentionItem) => Date.parse(at ?? since ?? '1970-01-01T00:00:00Z')

async function findOutage(db: Database, now: Date): Promise<AttentionItem[]> {
  const { state, since, outage, queue } = await findMailFlow(db, now)
  if (state !== 'down' && state !== 'delayed') return []
  const reasons = outage ? [{ reason: outage.reason, count: queue.count }] : []
  const severity = state === 'down' ? 'problem' : 'warning'
  return [item({ kind: `mail-${state}`, severity, count: queue.count, since, reasons })]
}
