import type { Handlers } from '../../http/routes.ts'
import { countDisownedResets } from './count-disowned-resets.ts'
import { exportAuditEvents } from './export-audit-events.ts'
import { listAuditEvents } from './list-audit-events.ts'
import { seeDisownedResets } from './see-disowned-resets.ts'

export const audit = {
  listAuditEvents: { verb: listAuditEvents, streamVerb: exportAuditEvents },
  countDisownedResets,
  seeDisownedResets,
} satisfies Partial<Handlers>
