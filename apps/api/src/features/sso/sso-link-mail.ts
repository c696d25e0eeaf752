import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { linkAndCodeMail, requireReset } from '../../mail/link-and-code-mail.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { asked } from '../../mail/who-asked.ts'

const facts = z.object({ connectionName: z.string() })

/** With which provider the link of a mail would link the account. */
export async function findSsoLinkFacts(db: Database, { resetId }: { resetId: string | null }) {
  const identity = await db.ssoIdentity.findFirstOrThrow({
    where: { resets: { some: { id: resetId ?? { in: [] } } } },
    select: { connection: { select: { name: true } } },
  })
  return facts.parse({ connectionName: identity.connection.name })
}

/**
 * Link and code. With them, a person who signed in at a provider proves that an account is theirs.
 */
export const ssoLinkMail: MailTemplate = (context) => {
  const { settings } = context
  const organization = onOneLine(settings.organizationName)
  const provider = onOneLine(facts.parse(context.facts).connectionName)
  return linkAndCodeMail(context, {
    title: 'Connect your account',
    subject: settings.codeInSubject
      ? `${requireReset(context).code} is your ${organization} code`
      : `Connect your ${organization} account`,
    about: asked(context, `to connect ${provider} with the account`),
    note: `After that, you sign in with ${provider}. Your password here stops working.`,
    wayOut:
      'Didn’t request this? Cancel the request, and this link stops working. Nothing is changed.',
  })
}
