import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { accountNotice } from '../../mail/account-notice.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'

const facts = z.object({ isConsolePassword: z.boolean() })

/** Users who sign in at a provider have no password except the console password. */
export async function findPasswordFacts(db: Database, { userId }: { userId: string | null }) {
  const user = userId && (await db.user.findUnique({ where: { id: userId } }))
  return facts.parse({ isConsolePassword: user ? user.signInMethod === 'sso' : false })
}

/** Sent whenever a password was saved, so that users who didn't save it notice and can block it. */
export const passwordChangedMail: MailTemplate = (context) => {
  const password = facts.parse(context.facts).isConsolePassword ? 'console password' : 'password'
  return accountNotice(context, {
    title: `Your ${password} was changed`,
    subject: `Your ${onOneLine(context.settings.organizationName)} ${password} was changed`,
    what: `The ${password} of`,
    happened: ' was changed',
    wayOut:
      'Wasn’t you? Tell us. We’ll block this password and sign out all devices. You can then reset it.',
  })
}
