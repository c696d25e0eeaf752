import type { TestApp } from './test-app.ts'

/**
 * The words of the newest refusal at a provider, as the log has them; the audit log counts them by
 * the hour.
 */
export async function lastRefusal({ logged }: TestApp) {
  const line = logged.findLast((each) => each.includes('"sso refused"'))
  if (!line) return undefined
  const { connectionId, reason, detail } = JSON.parse(line)
  return { connectionId, reason, detail }
}
