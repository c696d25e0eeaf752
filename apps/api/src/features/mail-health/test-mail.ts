import { html } from 'ghtml'
import { layout, paragraph } from '../../mail/layout.ts'
import { plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { shownMoment } from '../../mail/times.ts'

/**
 * It only says that it arrived. It contains no link and no secret, and its reader needs to do
 * nothing.
 */
export const testMail: MailTemplate = ({ settings, askedAt, now }) => {
  const organization = onOneLine(settings.organizationName)
  const sender = `${organization} accounts`
  const title = 'Your mail works'
  const asked = `You asked for this test at ${shownMoment(askedAt, settings.timeZone, now)}. We sent it the same way as every mail about a ${organization} account.`
  const nothing = 'You don’t need to do anything. If this landed in spam, other mails may too.'
  return {
    subject: `Test mail from ${sender}`,
    text: plainText([sender, title, asked, nothing]),
    html: layout({
      sender,
      title,
      preheader: 'You don’t need to do anything.',
      body: [paragraph(html`${asked}`), paragraph(html`${nothing}`)],
    }),
  }
}
