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

export async function findInvitationFacts(db: Database, { userId }: { userId: string | null }) {
  const user = userId && (await db.user.findUnique({ where: { id: userId } }))
  if (!user || user.lastSignInAt) return invitation.parse({ isInvited: false, addedBy: null })
  const added = await db.auditEvent.findFirst({
    where: { userId: user.id, action: 'user.created', actorId: { not: null } },
    select: { actorId: true },
  })
  const by =
    added?.actorId && (await db.user.findUnique({ where: { id: added.actorId, deletedAt: null } }))
  return invitation.parse({ isInvited: true, addedBy: by ? by.displayName : null })
}

/** The first password of a user who has none: only the user chooses it, in the same way. */
export const createPasswordMail: MailTemplate = (context) => {
  const organization = onOneLine(context.settings.organizationName)
  const { isInvited, addedBy } = invitation.parse(context.facts)
  if (!isInvited || context.origin !== 'started') {
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
