import { html } from 'ghtml'
import {
  codeCell,
  disownNote,
  layout,
  nextParagraph,
  paragraph,
  strong,
} from '../../mail/layout.ts'
import { alone, plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import { type MailTemplate, requireMailedCode } from '../../mail/template.ts'
import { shownDeadline, shownMoment, shownSpan } from '../../mail/times.ts'

const title = 'Are you calling the help desk?'
const rule = 'Somebody at the help desk asks you for this code. Only tell it to them if you called.'
const wayOut =
  'Didn’t call? Don’t tell anybody the code. Tell us, and it stops working. We’ll let an administrator know.'

/**
 * A code for a caller to read out. It isn't in the subject, because a notification shows only the
 * subject, and the warning has to be read first.
 */
export const callerCheckMail: MailTemplate = (context) => {
  const { settings, askedAt, now, user, disownLink } = context
  const { code, until, lifetimeMinutes } = requireMailedCode(context)
  const organization = onOneLine(settings.organizationName)
  const username = onOneLine(user?.username ?? '')
  const moment = shownMoment(askedAt, settings.timeZone, now)
  const [before, after] = ['It is for the account', `. They asked at ${moment}.`]
  const deadline = shownDeadline(until, settings.timeZone, now)
  const validity = `It works for ${shownSpan(lifetimeMinutes)} (until ${deadline}).`
  return {
    subject: `${title} ${organization}`,
    text: plainText([
      `${organization} accounts`,
      title,
      `${rule} ${before} ${username}${after}`,
      ['Your code:', alone(code)],
      validity,
      ...(disownLink ? [wayOut, ['This wasn’t me:', alone(disownLink)]] : []),
    ]),
    html: layout({
      sender: `${organization} accounts`,
      title,
      preheader: 'Only tell the code to the help desk if you called.',
      body: [
        paragraph(html`${rule}`),
        nextParagraph(html`${before} !${strong(username)}${after}`),
        codeCell(code),
        paragraph(html`${validity}`),
        ...(disownLink ? [disownNote(wayOut, disownLink)] : []),
      ],
    }),
  }
}
