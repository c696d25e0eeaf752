import type { AuditEntry } from '../../models/audit.ts'

/**
 * A mail that is sent again. `entry`: what the audit log says about it; null: the mail was already
 * waiting.
 */
export type Resent = {
  readonly messageId: string | null
  readonly entry: Pick<AuditEntry, 'action' | 'details'> | null
}
