import type { mailSsoLink as contract } from '@rekey/contracts/sso'
import type { Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { mailLink } from '../../models/mail-link.ts'
import { requireBrowserLink } from './require-browser-link.ts'

/** How soon the same person may request again: one mail a minute. */
const resendAfterSeconds = 60

/**
 * POST /sso-links/current/mail. The answer is the same whether a mail is sent, must wait, or has no
 * address.
 */
export const mailSsoLink: Verb<typeof contract> = async (input, deps) => {
  const link = await requireBrowserLink(deps, input)
  const { connectionId, userId, username } = link
  const { device, ip, requestId } = input
  await deps.db.$transaction(async (tx) => {
    if (!(await mailLink(tx, deps, link, device))) return
    await recordAudit(tx, {
      action: 'sso-link.requested',
      at: deps.clock.now(),
      userId,
      requestId,
      details: { connectionId, device },
      personal: { ip, username },
    })
  })
  return { status: 202, body: { status: 'accepted', resendAfterSeconds } }
}
