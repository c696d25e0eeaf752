import { type AuditAction, auditActions } from '@rekey/contracts/audit-actions'

/**
 * Gives each test of a file an action that no other one writes, so that it sees only its own events.
 */
export function createUnusedActions(): () => AuditAction {
  const unused = auditActions.filter((name) => /^(sso|role|organization|user)/.test(name))
  return () => {
    const action = unused.pop()
    if (!action) throw new Error('All actions are used')
    return action
  }
}
