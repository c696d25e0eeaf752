import { html } from 'ghtml'
import { layout, paragraph } from '../../mail/layout.ts'
import { plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { shownMoment } from '../../mail/times.ts'

/** Only says that it came: it holds no link and no secret, and there is nothing to do about it. */
export const testMail: MailTemplate = ({ settings, askedAt, now }) => {
  const organization = onOneLine(settings.organizationName)
  const sender = `${organization} accounts`
  const title = 'Mails go out'
  const asked = `You asked for this test at ${shownMoment(askedAt, settings.timeZone, now)}. It took the same way as every mail about a ${organization} account.`
  const nothing = 'There is nothing to do. Should it lie in the spam folder, so may the others.'
  return {
    subject: `Test mail from ${sender}`,
    text: plainText([sender, title, asked, nothing]),
    html: layout({
      sender,
      title,
      preheader: 'There is nothing to do.',
      body: [paragraph(html`${asked}`), paragraph(html`${nothing}`)],
    }),
  }
}
