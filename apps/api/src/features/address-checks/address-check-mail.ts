import { html } from 'ghtml'
import { layout, linkButton, paragraph } from '../../mail/layout.ts'
import { alone, plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { shownDeadline, shownMoment, shownSpan } from '../../mail/times.ts'

/**
 * Asks the reader to confirm that mails arrive. The address may be a stranger's, so the mail
 * contains no name. Its link opens nothing, so it needs no way to cancel.
 */
export const addressCheckMail: MailTemplate = ({ settings, askedAt, now, addressCheck }) => {
  if (!addressCheck) throw new Error('This mail needs the link of an address check')
  const { link, until, lifetimeMinutes } = addressCheck
  const organization = onOneLine(settings.organizationName)
  const title = 'Confirm your e-mail address'
  const asked = `An administrator asked at ${shownMoment(askedAt, settings.timeZone, now)} whether mails about your ${organization} account reach you at this address.`
  const deadline = shownDeadline(until, settings.timeZone, now)
  const validity = `This works for ${shownSpan(lifetimeMinutes)} (until ${deadline}), on any device.`
  const support = settings.supportAddress && onOneLine(settings.supportAddress)
  const wayOut = `Don’t have this account, or didn’t expect this? Ignore this mail, or ask ${support ?? 'an administrator'}. Nothing is confirmed unless you do it.`
  return {
    subject: `Confirm the e-mail address of your ${organization} account`,
    text: plainText([
      `${organization} accounts`,
      title,
      asked,
      ['Open this link and choose Confirm:', alone(link)],
      validity,
      wayOut,
    ]),
    html: layout({
      sender: `${organization} accounts`,
      title,
      preheader: `Confirm it before ${deadline}.`,
      body: [
        paragraph(html`${asked}`),
        linkButton('Confirm this address', link),
        paragraph(html`${validity}`),
        paragraph(html`${wayOut}`),
      ],
    }),
  }
}
