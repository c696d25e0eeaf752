import type { requestReset } from '@rekey/contracts/password-reset'
import { call, type Problem } from '../api.ts'

/** When it was asked, and from when asking again makes sense; milliseconds since the epoch. */
export type Asked = { readonly askedAt: number; readonly againAt: number }

/** The answer is the same for every name: whether a mail goes out, only its owner sees. */
export async function askForReset(username: string): Promise<Asked | Problem> {
  const result = await call<typeof requestReset>('POST /password-resets', { username })
  if (!result.ok) return result.problem
  const askedAt = Date.now()
  return { askedAt, againAt: askedAt + result.body.resendAfterSeconds * 1000 }
}
