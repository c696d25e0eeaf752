import { html } from 'ghtml'
import { disownNote, layout, paragraph, strong } from '../../mail/layout.ts'
import { alone, plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { shownMoment } from '../../mail/times.ts'

/** Sent whenever a password was saved: who didn't save it learns of it, and can stop it. */
export const passwordChangedMail: MailTemplate = (context) => {
  const { settings, askedAt, now, device, user, disownLink } = context
  const organization = onOneLine(settings.organizationName)
  const title = 'Your password was changed'
  const username = onOneLine(user?.username ?? '')
  const changed = ` was changed at ${shownMoment(askedAt, settings.timeZone, now)}${device ? `, from ${device}` : ''}.`
  const allWell = 'If that was you, there is nothing to do.'
  const wayOut = 'Wasn’t you? Tell us: we block this password and sign everyone out. Then reset it.'
  return {
    subject: `Your ${organization} password was changed`,
    text: plainText([
      `${organization} accounts`,
      title,
      `The password of ${username}${changed} ${allWell}`,
      ...(disownLink ? [wayOut, ['This wasn’t me:', alone(disownLink)]] : []),
    ]),
    html: layout({
      sender: `${organization} accounts`,
      title,
      preheader: `${allWell} If not, tell us.`,
      body: [
        paragraph(html`The password of !${strong(username)}${changed} ${allWell}`),
        ...(disownLink ? [disownNote(wayOut, disownLink)] : []),
      ],
    }),
  }
}
