import type { Transaction } from '../lib/database.ts'

/** Who acts: a user, the operator's CLI, a job, or somebody who is not signed in. */
export type AuditEntry = {
  /** Shares its vocabulary with problem codes: `password-reset.completed`. */
  readonly action: string
  readonly at: Date
  readonly actorId?: string | null
  readonly userId?: string | null
  readonly requestId?: string | null
  /** Facts without personal data; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>
  /** Names, addresses, IP: erasable without breaking the chain of seals. */
  readonly personal?: Readonly<Record<string, unknown>>
}

/** Writes an audit event, unsealed, in the transaction of the act it tells of. */
export declare function recordAudit(tx: Transaction, entry: AuditEntry): Promise<void>
