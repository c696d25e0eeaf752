import { html } from 'ghtml'
import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { disownNote, layout, paragraph, strong } from '../../mail/layout.ts'
import { alone, plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { shownMoment } from '../../mail/times.ts'

const facts = z.object({ isConsolePassword: z.boolean() })

/** Users who sign in at a provider have no password except the console password. */
export async function findPasswordFacts(db: Database, { userId }: { userId: string | null }) {
  const user = userId && (await db.user.findUnique({ where: { id: userId } }))
  return facts.parse({ isConsolePassword: user ? user.signInMethod === 'sso' : false })
}

/** Sent whenever a password was saved, so that users who didn't save it notice and can block it. */
export const passwordChangedMail: MailTemplate = (context) => {
  const { settings, askedAt, now, device, user, disownLink } = context
  const organization = onOneLine(settings.organizationName)
  const password = facts.parse(context.facts).isConsolePassword ? 'console password' : 'password'
  const title = `Your ${password} was changed`
  const username = onOneLine(user?.username ?? '')
  const changed = ` was changed at ${shownMoment(askedAt, settings.timeZone, now)}${device ? `, from ${device}` : ''}.`
  const allWell = 'If that was you, you don’t need to do anything.'
  const wayOut =
    'Wasn’t you? Tell us. We’ll block this password and sign out all devices. You can then reset it.'
  return {
    subject: `Your ${organization} ${password} was changed`,
    text: plainText([
      `${organization} accounts`,
      title,
      `The ${password} of ${username}${changed} ${allWell}`,
      ...(disownLink ? [wayOut, ['This wasn’t me:', alone(disownLink)]] : []),
    ]),
    html: layout({
      sender: `${organization} accounts`,
      title,
      preheader: `${allWell} If not, tell us.`,
      body: [
        paragraph(html`The ${password} of !${strong(username)}${changed} ${allWell}`),
        ...(disownLink ? [disownNote(wayOut, disownLink)] : []),
      ],
    }),
  }
}
