import { disownOutcome } from '@rekey/contracts/password-reset'
import { html } from 'ghtml'
import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { layout, list, paragraph, strong } from '../../mail/layout.ts'
import { plainText } from '../../mail/plain-text.ts'
import { onOneLine, shownName } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { shownMoment } from '../../mail/times.ts'

const facts = z.object({
  disowns: z.array(
    z.object({
      username: z.string(),
      displayName: z.string(),
      outcome: disownOutcome,
      at: z.date(),
    }),
  ),
})

type Facts = z.infer<typeof facts>

/** The effect of "This wasn't me", for administrators. */
const outcomes = {
  stopped: 'reset cancelled',
  blocked: 'password blocked, all devices signed out',
  unlinked: 'connection with a provider removed, all devices signed out',
  'signed-out': 'second factor reported, all devices signed out',
  'caller-refused': 'somebody else called the help desk, their code stopped working',
  'address-removed': 'new recovery address removed, all devices signed out',
  recorded: 'noted only: changed again since then',
} as const

/** Limits the mail during a flood of disowned resets; the audit log contains all of them. */
const longestList = 5

/** The disowned resets in a digest, oldest first. */
export async function findDisownedDigestFacts(
  db: Database,
  { digestId }: { digestId: string | null },
): Promise<Facts> {
  const disowns = await db.disown.findMany({
    where: { digestId: digestId ?? { in: [] } },
    select: { outcome: true, at: true, user: { select: { username: true, displayName: true } } },
    orderBy: { at: 'asc' },
  })
  return facts.parse({ disowns: disowns.map(({ user, ...disown }) => ({ ...user, ...disown })) })
}

/** A mail to administrators: whose resets were disowned, and the effect. */
export const disownedDigestMail: MailTemplate = (context) => {
  const { settings, now } = context
  const { disowns } = facts.parse(context.facts)
  const sender = `${onOneLine(settings.organizationName)} accounts`
  const title =
    disowns.length === 1
      ? '1 user reported a reset they didn’t request'
      : `Users reported ${disowns.length} resets they didn’t request`
  const intro = 'They chose “This wasn’t me”. Several at once may be an attack.'
  const rows = disowns.slice(0, longestList).map(({ displayName, username, outcome, at }) => ({
    who: [shownName(displayName), onOneLine(username)].filter(Boolean).join(', '),
    what: `${outcomes[outcome]}, ${shownMoment(at, settings.timeZone, now)}`,
  }))
  const more = disowns.length - rows.length
  const rest = more > 0 ? [`And ${more} more, in the audit log.`] : []
  return {
    subject: title,
    text: plainText([
      sender,
      title,
      intro,
      ...rows.map(({ who, what }) => `${who}: ${what}`),
      ...rest,
    ]),
    html: layout({
      sender,
      title,
      preheader: intro,
      body: [
        paragraph(html`${intro}`),
        list([
          ...rows.map(({ who, what }) => html`!${strong(who)}<br>${what}`),
          ...rest.map((line) => html`${line}`),
        ]),
      ],
    }),
  }
}
