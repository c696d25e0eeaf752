import { html } from 'ghtml'
import { codeCell, disownNote, layout, linkButton, paragraph, strong } from '../../mail/layout.ts'
import { alone, plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailContext, MailTemplate, RenderedMail } from '../../mail/template.ts'
import { shownDeadline, shownSpan } from '../../mail/times.ts'
import { whoAsked } from './who-asked.ts'

/** A reset, asked for by the user or started by an administrator: link and code. */
export const resetMail: MailTemplate = (context) => {
  const organization = onOneLine(context.settings.organizationName)
  return linkAndCodeMail(context, {
    title: 'Set a new password',
    subject: context.settings.codeInSubject
      ? `${requireReset(context).code} is your ${organization} password reset code`
      : `Your ${organization} password reset`,
    wayOut: 'Wasn’t you? Tell us, and this reset stops. Your password stays as it is.',
  })
}

/** The first password of a user who has none: made by the user alone, the same way. */
export const createPasswordMail: MailTemplate = (context) =>
  linkAndCodeMail(context, {
    title: 'Create your password',
    subject: `Create your ${onOneLine(context.settings.organizationName)} password`,
    wayOut: 'Wasn’t you? Tell us, and this link stops working.',
  })

type Wording = { readonly title: string; readonly subject: string; readonly wayOut: string }

function linkAndCodeMail(context: MailContext, { title, subject, wayOut }: Wording): RenderedMail {
  const { link, code, until, lifetimeMinutes } = requireReset(context)
  const { settings, now, disownLink, user } = context
  const sender = `${onOneLine(settings.organizationName)} accounts`
  const asked = `${whoAsked(context)}, for `
  const username = onOneLine(user?.username ?? '')
  const deadline = shownDeadline(until, settings.timeZone, now)
  const validity = `Both work for ${shownSpan(lifetimeMinutes)} (until ${deadline}), on any device. Never give the code to anyone.`
  return {
    subject,
    text: plainText([
      sender,
      title,
      `${asked}${username}.`,
      ['Open this link:', alone(link)],
      ['Your code:', alone(code)],
      validity,
      ...(disownLink ? [wayOut, ['This wasn’t me:', alone(disownLink)]] : []),
    ]),
    html: layout({
      sender,
      title,
      preheader: `Open the link and enter the code before ${deadline}.`,
      body: [
        paragraph(html`${asked}!${strong(username)}.`),
        linkButton(title, link),
        codeCell(code),
        paragraph(html`${validity}`),
        ...(disownLink ? [disownNote(wayOut, disownLink)] : []),
      ],
    }),
  }
}

function requireReset({ reset }: MailContext) {
  if (!reset) throw new Error('This mail needs the secrets of a reset')
  return reset
}
