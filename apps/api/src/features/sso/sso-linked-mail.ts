import { html } from 'ghtml'
import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { disownNote, layout, paragraph, strong } from '../../mail/layout.ts'
import { alone, plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { shownMoment } from '../../mail/times.ts'

const facts = z.object({ connectionName: z.nullable(z.string()) })

/** The provider that the account was linked with. Null: the link was removed since. */
export async function findSsoLinkedFacts(db: Database, message: { identityId: string | null }) {
  const identity = await db.ssoIdentity.findFirst({
    where: { id: message.identityId ?? { in: [] } },
    select: { connection: { select: { name: true } } },
  })
  return facts.parse({ connectionName: identity?.connection.name ?? null })
}

/** Sent whenever an account was linked: a user who didn't do it learns of it, and can undo it. */
export const ssoLinkedMail: MailTemplate = (context) => {
  const { settings, askedAt, now, device, user, disownLink } = context
  const organization = onOneLine(settings.organizationName)
  const { connectionName } = facts.parse(context.facts)
  const provider = onOneLine(connectionName ?? '') || 'your organization’s sign-in'
  const title = `Your account now signs in with ${provider}`
  const username = onOneLine(user?.username ?? '')
  const moment = shownMoment(askedAt, settings.timeZone, now)
  const linked = ` was connected with ${provider} at ${moment}${device ? `, from ${device}` : ''}. Its password here no longer works.`
  const allWell = 'If that was you, you don’t need to do anything.'
  const wayOut =
    'Wasn’t you? Tell us. We’ll remove the connection, sign out all devices, and send you a link to set a new password.'
  return {
    subject: `Your ${organization} account now signs in with ${provider}`,
    text: plainText([
      `${organization} accounts`,
      title,
      `${username}${linked} ${allWell}`,
      ...(disownLink ? [wayOut, ['This wasn’t me:', alone(disownLink)]] : []),
    ]),
    html: layout({
      sender: `${organization} accounts`,
      title,
      preheader: `${allWell} If not, tell us.`,
      body: [
        paragraph(html`!${strong(username)}${linked} ${allWell}`),
        ...(disownLink ? [disownNote(wayOut, disownLink)] : []),
      ],
    }),
  }
}
