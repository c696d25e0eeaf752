import { type AuditAction, auditActions } from '@rekey/contracts/audit-actions'

const unused = auditActions.filter((name) => /^(sso|role|organization|user)/.test(name))

/** An action that no other test in this file writes, so that a test sees only its own events. */
export function takeUnusedAction(): AuditAction {
  const action = unused.pop()
  if (!action) throw new Error('All actions are used')
  return action
}
