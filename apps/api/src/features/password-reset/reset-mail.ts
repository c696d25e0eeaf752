import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { linkAndCodeMail, requireReset } from '../../mail/link-and-code-mail.ts'
import { onOneLine, shownName } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { asked } from '../../mail/who-asked.ts'
import { providerOf } from './signs-in-elsewhere-mail.ts'

/** A reset with link and code, requested by the user or started by an administrator. */
export const resetMail: MailTemplate = (context) => {
  const organization = onOneLine(context.settings.organizationName)
  return linkAndCodeMail(context, {
    title: 'Set a new password',
    subject: context.settings.codeInSubject
      ? `${requireReset(context).code} is your ${organization} password reset code`
      : `Your ${organization} password reset`,
    about: asked(context, 'to reset the password for'),
    wayOut: 'Didn’t request this? Cancel the reset. Your password stays as it is.',
  })
}

const invitation = z.object({
  /** Whether this person has never signed in: then the mail is an invitation. */
  isInvited: z.boolean(),
  /** The administrator who added the account; null: imported, or added by the operator. */
  addedBy: z.nullable(z.string()),
})

/** One query, because an import sends thousands of invitations. */
export async function findInvitationFacts(db: Database, { userId }: { userId: string | null }) {
  const [facts] = await db.$queryRaw<z.infer<typeof invitation>[]>`
    SELECT owner.last_sign_in_at IS NULL AS "isInvited", (
      SELECT adder.display_name FROM audit_events event
        JOIN users adder ON adder.id = event.actor_id AND adder.deleted_at IS NULL
        WHERE event.user_id = owner.id AND event.action = 'user.created' LIMIT 1) AS "addedBy"
    FROM users owner WHERE owner.id = ${userId}::uuid`
  return facts ?? { isInvited: false, addedBy: null }
}

/** The first password of a user who has none: only the user chooses it, in the same way. */
export const createPasswordMail: MailTemplate = (context) => {
  const organization = onOneLine(context.settings.organizationName)
  const { isInvited, addedBy } = invitation.parse(context.facts)
  if (!isInvited || context.origin !== 'started' || context.reason !== null) {
    return linkAndCodeMail(context, {
      title: 'Create your password',
      subject: `Create your ${organization} password`,
      about: asked(context, 'to create a password for'),
      wayOut: 'Didn’t request this? Cancel the request, and this link stops working.',
    })
  }
  const name = addedBy && shownName(addedBy)
  const added = name
    ? `${name} created an account for you at ${organization}.`
    : `An account was created for you at ${organization}.`
  return linkAndCodeMail(context, {
    title: 'Create your password',
    subject: `You’re invited to ${organization}`,
    about: [`${added} Set a password to start. Your username is`, '.'],
    wayOut: 'Didn’t expect this? Cancel the invitation, and this link stops working.',
  })
}

/** The password that opens only the console, for a user who signs in at a provider. */
export const consolePasswordMail: MailTemplate = (context) => {
  const organization = onOneLine(context.settings.organizationName)
  const provider = providerOf(context.facts).name
  return linkAndCodeMail(context, {
    title: 'Set your console password',
    subject: context.settings.codeInSubject
      ? `${requireReset(context).code} is your ${organization} console password code`
      : `Your ${organization} console password`,
    about: asked(context, 'to set a console password for'),
    note: `This password only opens the console. Everywhere else, you still sign in with ${provider}.`,
    wayOut: 'Didn’t request this? Cancel the request, and this link stops working.',
  })
}
