import * as contracts from '@rekey/contracts/audit'
import type { Register } from '../../http/routes.ts'
import { countDisownedResets } from './count-disowned-resets.ts'
import { exportAuditEvents } from './export-audit-events.ts'
import { listAuditEvents } from './list-audit-events.ts'
import { seeDisownedResets } from './see-disowned-resets.ts'

export function audit(register: Register) {
  register(contracts.listAuditEvents, listAuditEvents, { streamVerb: exportAuditEvents })
  register(contracts.countDisownedResets, countDisownedResets)
  register(contracts.seeDisownedResets, seeDisownedResets)
}
