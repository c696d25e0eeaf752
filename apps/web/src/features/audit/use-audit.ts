import type { listAuditEvents } from '@rekey/contracts/audit'
import { withInstants } from '../../console-kit/days.ts'
import { useList } from '../../console-kit/use-list.ts'
import type { AuditView } from './audit-url.ts'

/** The events of a view. */
export const useAudit = (view: AuditView) =>
  useList<typeof listAuditEvents>('GET /audit-events', 'audit', withInstants(view))
