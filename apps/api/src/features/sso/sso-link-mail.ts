import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { linkAndCodeMail, requireReset } from '../../mail/link-and-code-mail.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'

const facts = z.object({ connectionName: z.string() })

/** With which provider the link of a mail would link the account. */
export async function findSsoLinkFacts(db: Database, { resetId }: { resetId: string | null }) {
  const identity = await db.ssoIdentity.findFirstOrThrow({
    where: { resets: { some: { id: resetId ?? { in: [] } } } },
    select: { connection: { select: { name: true } } },
  })
  return facts.parse({ connectionName: identity.connection.name })
}

/** Link and code by which whoever signed in at a provider proves that an account here is theirs. */
export const ssoLinkMail: MailTemplate = (context) => {
  const { settings } = context
  const organization = onOneLine(settings.organizationName)
  const provider = onOneLine(facts.parse(context.facts).connectionName)
  return linkAndCodeMail(context, {
    title: 'Link your account',
    subject: settings.codeInSubject
      ? `${requireReset(context).code} is your ${organization} code`
      : `Link your ${organization} account`,
    note: `From then on you sign in with ${provider}, and your password here stops working.`,
    wayOut: 'Wasn’t you? Tell us, and this link stops working. Nothing is changed.',
  })
}
