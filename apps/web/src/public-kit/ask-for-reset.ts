import type { requestReset } from '@rekey/contracts/password-reset'
import { call, type Problem } from '../api.ts'

/**
 * When the reset was requested, and when it can be requested again, in milliseconds since the
 * epoch.
 */
export type Asked = { readonly askedAt: number; readonly againAt: number }

/**
 * Requests a reset. The answer is the same for every name, so it doesn't reveal whether a mail was
 * sent.
 */
export async function askForReset(username: string): Promise<Asked | Problem> {
  const result = await call<typeof requestReset>('POST /password-resets', { username })
  if (!result.ok) return result.problem
  const askedAt = Date.now()
  return { askedAt, againAt: askedAt + result.body.resendAfterSeconds * 1000 }
}
