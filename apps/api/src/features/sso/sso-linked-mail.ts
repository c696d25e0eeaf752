import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { accountNotice } from '../../mail/account-notice.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'

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
  const organization = onOneLine(context.settings.organizationName)
  const { connectionName } = facts.parse(context.facts)
  const provider = onOneLine(connectionName ?? '') || 'your organization’s sign-in'
  return accountNotice(context, {
    title: `Your account now signs in with ${provider}`,
    subject: `Your ${organization} account now signs in with ${provider}`,
    happened: ` was connected with ${provider}`,
    note: 'The password of the account no longer works here.',
    wayOut:
      'Wasn’t you? Tell us. We’ll remove the connection, sign out all devices, and send you a link to set a new password.',
  })
}
