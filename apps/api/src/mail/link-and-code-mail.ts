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
import { reasonLines } from './reason-lines.ts'
import { onOneLine } from './shown-name.ts'
import type { MailContext, RenderedMail } from './template.ts'
import { shownDeadline, shownSpan } from './times.ts'

type Wording = {
  readonly title: string
  readonly subject: string
  /** The first words of the mail, before and after the username. */
  readonly about: readonly [before: string, after: string]
  /** What users must know before they open the link. */
  readonly note?: string
  /** The text beside "This wasn't me" that says what the link does. */
  readonly wayOut: string
}

/**
 * A mail with a link and a code: who requested it, for what, until when it works, and how to cancel
 * it.
 */
export function linkAndCodeMail(
  context: MailContext,
  { title, subject, about, note, wayOut }: Wording,
): RenderedMail {
  const { link, code, until, lifetimeMinutes } = requireReset(context)
  const { settings, now, disownLink, user } = context
  const sender = `${onOneLine(settings.organizationName)} accounts`
  const [before, after] = about
  const username = onOneLine(user?.username ?? '')
  const deadline = shownDeadline(until, settings.timeZone, now)
  const nextStep = '2. Enter this code there:'
  const validity = `The link and the code work for ${shownSpan(lifetimeMinutes)} (until ${deadline}), on any device. Never give the code to anyone.`
  return {
    subject,
    text: plainText([
      sender,
      title,
      `${before} ${username}${after}`,
      ...reasonLines(context),
      ...(note ? [note] : []),
      ['1. Open this link:', alone(link)],
      [nextStep, alone(code)],
      validity,
      ...(disownLink ? [wayOut, ['This wasn’t me:', alone(disownLink)]] : []),
    ]),
    html: layout({
      sender,
      title,
      preheader: `Open the link and enter the code before ${deadline}.`,
      body: [
        paragraph(html`${before} !${strong(username)}${after}`),
        ...reasonLines(context).map((line) => nextParagraph(html`${line}`)),
        ...(note ? [nextParagraph(html`${note}`)] : []),
        nextParagraph(html`1. Choose <em>${title}</em>.`),
        linkButton(title, link),
        nextParagraph(html`${nextStep}`),
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
