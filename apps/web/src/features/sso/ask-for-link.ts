import type { mailSsoLink } from '@rekey/contracts/sso'
import { call, type Problem } from '../../api.ts'
import type { Asked } from '../../public-kit/ask-for-reset.ts'

/** Has link and code mailed to the account that is about to be linked in this browser. */
export async function askForLink(): Promise<Asked | Problem> {
  const result = await call<typeof mailSsoLink>('POST /sso-links/current/mail')
  if (!result.ok) return result.problem
  const askedAt = Date.now()
  return { askedAt, againAt: askedAt + result.body.resendAfterSeconds * 1000 }
}
