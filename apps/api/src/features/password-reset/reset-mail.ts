import { linkAndCodeMail, requireReset } from '../../mail/link-and-code-mail.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { providerOf } from './signs-in-elsewhere-mail.ts'

/** A reset, asked for by the user or started by an administrator: link and code. */
export const resetMail: MailTemplate = (context) => {
  const organization = onOneLine(context.settings.organizationName)
  return linkAndCodeMail(context, {
    title: 'Set a new password',
    subject: context.settings.codeInSubject
      ? `${requireReset(context).code} is your ${organization} password reset code`
      : `Your ${organization} password reset`,
    wayOut: 'Wasn’t you? Tell us, and this reset stops. Your password stays as it is.',
  })
}

/** The first password of a user who has none: made by the user alone, the same way. */
export const createPasswordMail: MailTemplate = (context) =>
  linkAndCodeMail(context, {
    title: 'Create your password',
    subject: `Create your ${onOneLine(context.settings.organizationName)} password`,
    wayOut: 'Wasn’t you? Tell us, and this link stops working.',
  })

/** The password that opens the console for a user who signs in at a provider everywhere else. */
export const consolePasswordMail: MailTemplate = (context) => {
  const organization = onOneLine(context.settings.organizationName)
  const provider = providerOf(context.facts).name
  return linkAndCodeMail(context, {
    title: 'Set your console password',
    subject: context.settings.codeInSubject
      ? `${requireReset(context).code} is your ${organization} console password code`
      : `Your ${organization} console password`,
    note: `This password opens the console and nothing else: everywhere else you still sign in with ${provider}.`,
    wayOut: 'Wasn’t you? Tell us, and this link stops working.',
  })
}
