import type { Answer } from '@rekey/contracts/route'
import type { mailSsoLink, showSsoLink } from '@rekey/contracts/sso'
import { call, type Problem } from '../../api.ts'
import type { Asked } from '../../public-kit/ask-for-reset.ts'

/** The account that is about to be connected. */
export type SsoLink = Answer<typeof showSsoLink>

/** Sends a mail with link and code to the account that is about to be connected in this browser. */
export async function askForLink(): Promise<Asked | Problem> {
  const result = await call<typeof mailSsoLink>('POST /sso-links/current/mail')
  if (!result.ok) return result.problem
  const askedAt = Date.now()
  return { askedAt, againAt: askedAt + result.body.resendAfterSeconds * 1000 }
}
