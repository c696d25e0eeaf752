import type { listAuditEvents as contract } from '@rekey/contracts/audit'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { findAuditEvents } from './audit-events.ts'

/** GET /audit-events. Who did what to whom, newest first. */
export const listAuditEvents: Verb<typeof contract> = async ({ query }, { db }) => {
  const { limit, cursor, ...filters } = query
  const keyset = readKeyset({ limit, cursor }, 1, parsePosition)
  const events = await findAuditEvents(db, filters, keyset)
  return { status: 200, body: toPage(events, keyset, ({ id }) => [id]) }
}

const parsePosition = ([id = '']: readonly string[]) => (/^\d{1,18}$/.test(id) ? BigInt(id) : null)
