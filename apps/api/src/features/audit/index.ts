import type { Handlers } from '../../http/routes.ts'
import { countDisownedResets } from './count-disowned-resets.ts'
import { exportAuditEvents } from './export-audit-events.ts'
import { listAuditEvents } from './list-audit-events.ts'
import { listUserHistory } from './list-user-history.ts'
import { seeDisownedResets } from './see-disowned-resets.ts'

export const audit = {
  listAuditEvents: { verb: listAuditEvents, streamVerb: exportAuditEvents },
  listUserHistory,
  countDisownedResets,
  seeDisownedResets,
} satisfies Partial<Handlers>
