import { html } from 'ghtml'
import {
  disownNote,
  layout,
  linkButton,
  nextParagraph,
  paragraph,
  passwordCell,
  strong,
} from '../../mail/layout.ts'
import { alone, plainText } from '../../mail/plain-text.ts'
import { reasonLines } from '../../mail/reason-lines.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailContext, MailTemplate } from '../../mail/template.ts'
import { shownDeadline, shownSpan } from '../../mail/times.ts'
import { asked } from '../../mail/who-asked.ts'

/**
 * A temporary password. The mail names the username only if the setting says so, because a person
 * who glimpses the mail would then have everything needed to sign in.
 */
export const temporaryPasswordMail: MailTemplate = (context) => {
  const { password, until, lifetimeMinutes } = requireTemporaryPassword(context)
  const { settings, now, disownLink, publicUrl, user } = context
  const organization = onOneLine(settings.organizationName)
  const sender = `${organization} accounts`
  const title = 'Your temporary password'
  const username = settings.usernameInTemporaryPasswordMail ? onOneLine(user?.username ?? '') : null
  const deadline = shownDeadline(until, settings.timeZone, now)
  const who = asked(context, 'for a temporary password').join('')
  const whose = username === null ? [] : [`Username: ${username}`]
  const validity = `It works for ${shownSpan(lifetimeMinutes)} (until ${deadline}). You can only use it to choose a new password. Never give it to anyone.`
  const wayOut = 'Didn’t request this? Cancel the reset. Your own password stays as it is.'
  const link = `${publicUrl}/sign-in`
  return {
    subject: `Your ${organization} temporary password`,
    text: plainText([
      sender,
      title,
      who,
      ...reasonLines(context),
      ...whose,
      ['Your temporary password:', alone(password)],
      validity,
      ['Sign in with it:', alone(link)],
      ...(disownLink ? [wayOut, ['This wasn’t me:', alone(disownLink)]] : []),
    ]),
    html: layout({
      sender,
      title,
      preheader: `Sign in with it and choose a new password before ${deadline}.`,
      body: [
        paragraph(html`${who}`),
        ...reasonLines(context).map((line) => nextParagraph(html`${line}`)),
        ...(username === null ? [] : [paragraph(html`Username: !${strong(username)}`)]),
        passwordCell(password),
        paragraph(html`${validity}`),
        linkButton('Sign in', link),
        ...(disownLink ? [disownNote(wayOut, disownLink)] : []),
      ],
    }),
  }
}

function requireTemporaryPassword({ temporaryPassword }: MailContext) {
  if (!temporaryPassword) throw new Error('This mail needs a temporary password')
  return temporaryPassword
}
