import { html } from 'ghtml'
import {
  codeCell,
  disownNote,
  layout,
  linkButton,
  nextParagraph,
  paragraph,
  strong,
} from './layout.ts'
import { alone, plainText } from './plain-text.ts'
import { onOneLine } from './shown-name.ts'
import type { MailContext, RenderedMail } from './template.ts'
import { shownDeadline, shownSpan } from './times.ts'
import { whoAsked } from './who-asked.ts'

type Wording = {
  readonly title: string
  readonly subject: string
  /** What else must be known before the link is opened. */
  readonly note?: string
  /** Beside "This wasn't me": what it does. */
  readonly wayOut: string
}

/** A mail that brings link and code: who asked, what for, both of them, until when, the way out. */
export function linkAndCodeMail(
  context: MailContext,
  { title, subject, note, wayOut }: Wording,
): RenderedMail {
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
      ...(note ? [note] : []),
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
        ...(note ? [nextParagraph(html`${note}`)] : []),
        linkButton(title, link),
        codeCell(code),
        paragraph(html`${validity}`),
        ...(disownLink ? [disownNote(wayOut, disownLink)] : []),
      ],
    }),
  }
}

export function requireReset({ reset }: MailContext) {
  if (!reset) throw new Error('This mail needs the secrets of a reset')
  return reset
}
