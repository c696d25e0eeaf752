import { isEmailAddress } from '@rekey/contracts/email-address'
import type { Deps } from '../../deps.ts'
import type { Mail } from '../../mail/mail.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailContext, MailTemplate } from '../../mail/template.ts'

/** Keeps out-of-office replies and mailing lists from answering (RFC 3834, 5; Exchange's own). */
const headers = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  'Content-Language': 'en',
} as const

/**
 * A message as a mail, ready to hand over. It has the same Message-ID however often it is made, on
 * the sender's own domain: what arrives twice is known to be the same.
 */
export function composeMail(
  { mailFrom }: Deps['config'],
  { id, to, eventToken }: Pick<Mail, 'id' | 'to' | 'eventToken'>,
  template: MailTemplate,
  context: MailContext,
): Mail {
  const { supportAddress, organizationName } = context.settings
  return {
    ...template(context),
    id,
    to,
    from: { name: `${onOneLine(organizationName)} accounts`, address: mailFrom.address },
    replyTo: supportAddress !== null && isEmailAddress(supportAddress) ? supportAddress : null,
    messageId: `${id}@${mailFrom.address.split('@').at(-1)}`,
    headers,
    eventToken,
  }
}
