import { html } from 'ghtml'
import { disownNote, layout, nextParagraph, paragraph, strong } from './layout.ts'
import { alone, plainText } from './plain-text.ts'
import { onOneLine } from './shown-name.ts'
import type { MailContext, RenderedMail } from './template.ts'
import { shownMoment } from './times.ts'

type NoticeWording = {
  readonly title: string
  /** Left out: the title and the organization. */
  readonly subject?: string
  /** The words before the username: what happened to which account. */
  readonly what?: string
  /** The words after the username. */
  readonly happened?: string
  /** What follows from it, for readers who did it themselves too. */
  readonly note?: string | null
  /** The text beside "This wasn't me" that says what the link does. */
  readonly wayOut: string
}

/** A notice of a change of the account that a thief may have made, with a way to undo it. */
export function accountNotice(
  { settings, askedAt, now, device, user, disownLink }: MailContext,
  { title, subject, what, happened = '', note = null, wayOut }: NoticeWording,
): RenderedMail {
  const organization = onOneLine(settings.organizationName)
  const username = onOneLine(user?.username ?? '')
  const moment = shownMoment(askedAt, settings.timeZone, now)
  const before = what === undefined ? '' : `${what} `
  const after = `${happened} at ${moment}${device ? `, from ${device}` : ''}.`
  const allWell = 'If that was you, you don’t need to do anything.'
  return {
    subject: subject ?? `${title}: ${organization}`,
    text: plainText([
      `${organization} accounts`,
      title,
      `${before}${username}${after} ${allWell}`,
      ...(note === null ? [] : [note]),
      ...(disownLink ? [wayOut, ['This wasn’t me:', alone(disownLink)]] : []),
    ]),
    html: layout({
      sender: `${organization} accounts`,
      title,
      preheader: `${allWell} If not, tell us.`,
      body: [
        paragraph(html`${before}!${strong(username)}${after} ${allWell}`),
        ...(note === null ? [] : [nextParagraph(html`${note}`)]),
        ...(disownLink ? [disownNote(wayOut, disownLink)] : []),
      ],
    }),
  }
}
