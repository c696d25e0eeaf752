import { html } from 'ghtml'
import { layout, paragraph } from '../../mail/layout.ts'
import { plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailContext, MailTemplate, RenderedMail } from '../../mail/template.ts'
import { shownMoment } from '../../mail/times.ts'

/**
 * Sent to the old and the new address. The old one may belong to a stranger by now, so the mail
 * names neither.
 */
export const usernameChangedMail: MailTemplate = (context) =>
  noticeMail(context, { title: 'Your username was changed', subject: 'username', what: 'username' })

export const addressChangedMail: MailTemplate = (context) =>
  noticeMail(context, {
    title: 'Your e-mail address was changed',
    subject: 'e-mail address',
    what: 'address that password resets go to',
  })

type Wording = { readonly title: string; readonly subject: string; readonly what: string }

function noticeMail(context: MailContext, { title, subject, what }: Wording): RenderedMail {
  const { settings, askedAt, now } = context
  const organization = onOneLine(settings.organizationName)
  const moment = shownMoment(askedAt, settings.timeZone, now)
  const changed = `An administrator changed the ${what} of your ${organization} account at ${moment}. All devices have been signed out.`
  const support = settings.supportAddress && onOneLine(settings.supportAddress)
  const wayOut = `Didn’t expect this? Ask ${support ?? 'an administrator'}.`
  return {
    subject: `Your ${organization} ${subject} was changed`,
    text: plainText([`${organization} accounts`, title, changed, wayOut]),
    html: layout({
      sender: `${organization} accounts`,
      title,
      preheader: wayOut,
      body: [paragraph(html`${changed}`), paragraph(html`${wayOut}`)],
    }),
  }
}
