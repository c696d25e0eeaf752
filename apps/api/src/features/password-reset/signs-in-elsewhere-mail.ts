import { html } from 'ghtml'
import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import {
  layout,
  linkButton,
  nextParagraph,
  paragraph,
  plainLink,
  strong,
} from '../../mail/layout.ts'
import { alone, plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { asked } from '../../mail/who-asked.ts'
import { findSignsInWith } from '../../models/signs-in-with.ts'

const facts = z.object({
  /** Null: the connection has been deleted since. */
  provider: z.nullable(z.object({ name: z.string(), resetUrl: z.nullable(z.string()) })),
})

/** Where the user of a mail signs in, read when the mail is written, not when it was requested. */
export const findProviderFacts = async (db: Database, { userId }: { userId: string | null }) =>
  facts.parse({ provider: userId && (await findSignsInWith(db, userId)) })

/** The provider's name as a mail may show it. */
export function providerOf(given: Readonly<Record<string, unknown>>) {
  const { provider } = facts.parse(given)
  return {
    name: onOneLine(provider?.name ?? '') || 'your organization’s sign-in',
    resetUrl: provider?.resetUrl ?? null,
  }
}

/**
 * The answer to a reset request for an account whose password is at an identity provider. It
 * contains no secret and changed nothing, so it has no "This wasn't me" link.
 */
export const signsInElsewhereMail: MailTemplate = (context) => {
  const { settings, publicUrl, user } = context
  const organization = onOneLine(settings.organizationName)
  const sender = `${organization} accounts`
  const { name, resetUrl } = providerOf(context.facts)
  const title = `Your account signs in with ${name}`
  const [before, after] = asked(context, 'to reset the password for')
  const username = onOneLine(user?.username ?? '')
  const where = `The password of this account is kept at ${name}, so we can’t reset it here.`
  const toSignIn = `Choose “Continue with ${name}” on our sign-in page:`
  const link = `${publicUrl}/sign-in`
  const forgot = resetUrl
    ? `Forgot that password? Reset it at ${name}:`
    : `Forgot that password? Ask the administrators of ${name} to reset it.`
  const ignore = 'Didn’t request this? Nothing was changed. You don’t need to do anything.'
  return {
    subject: `Your ${organization} account signs in with ${name}`,
    text: plainText([
      sender,
      title,
      `${before} ${username}${after} ${where}`,
      [toSignIn, alone(link)],
      resetUrl ? [forgot, alone(resetUrl)] : forgot,
      ignore,
    ]),
    html: layout({
      sender,
      title,
      preheader: where,
      body: [
        paragraph(html`${before} !${strong(username)}${after} ${where}`),
        nextParagraph(html`${toSignIn}`),
        linkButton('Sign in', link),
        nextParagraph(resetUrl ? html`${forgot}<br>!${plainLink(resetUrl)}` : html`${forgot}`),
        nextParagraph(html`${ignore}`),
      ],
    }),
  }
}
