import type { Template } from '@rekey/contracts/messages'
import { html } from 'ghtml'
import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { accountNotice } from '../../mail/account-notice.ts'
import { codeCell, layout, nextParagraph, paragraph } from '../../mail/layout.ts'
import { alone, plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import { type MailTemplate, requireMailedCode } from '../../mail/template.ts'
import { shownDeadline, shownMoment, shownSpan } from '../../mail/times.ts'

const facts = z.object({ countsFrom: z.nullable(z.date()) })

/** From when mails go to the new address; null: it was removed since. */
export async function findRecoveryAddressFacts(
  db: Database,
  { recoveryAddressId: id }: { recoveryAddressId: string | null },
) {
  const row = id && (await db.recoveryAddress.findUnique({ where: { id } }))
  return facts.parse({ countsFrom: row ? row.countsFrom : null })
}

/**
 * Asks the reader for the code. The address may be a stranger's, so the mail contains no name, and
 * its code opens nothing.
 */
const recoveryAddressCheckMail: MailTemplate = (context) => {
  const { settings, askedAt, now } = context
  const { code, until, lifetimeMinutes } = requireMailedCode(context)
  const organization = onOneLine(settings.organizationName)
  const title = 'Confirm your recovery address'
  const moment = shownMoment(askedAt, settings.timeZone, now)
  const asked = `Someone, we hope you, asked at ${moment} to use this address for a ${organization} account.`
  const step = 'Enter this code there:'
  const deadline = shownDeadline(until, settings.timeZone, now)
  const validity = `It works for ${shownSpan(lifetimeMinutes)} (until ${deadline}). Never give the code to anyone.`
  const wayOut =
    'Don’t have this account, or didn’t ask for this? Ignore this mail. Nothing changes.'
  return {
    subject: `${title}: ${organization}`,
    text: plainText([
      `${organization} accounts`,
      title,
      asked,
      [step, alone(code)],
      validity,
      wayOut,
    ]),
    html: layout({
      sender: `${organization} accounts`,
      title,
      preheader: `Enter the code before ${deadline}.`,
      body: [
        paragraph(html`${asked}`),
        nextParagraph(html`${step}`),
        codeCell(code),
        paragraph(html`${validity}`),
        nextParagraph(html`${wayOut}`),
      ],
    }),
  }
}

/** It says until when a new address can be removed before it is of use to anybody. */
const recoveryAddressAddedMail: MailTemplate = (context) => {
  const { settings, now } = context
  const { countsFrom = null } = z.partial(facts).parse(context.facts)
  const isHeld = countsFrom !== null && countsFrom > now
  const from = isHeld ? shownDeadline(countsFrom, settings.timeZone, now) : null
  return accountNotice(context, {
    title: 'A recovery address was added',
    what: 'A recovery address was added to the account',
    note: from && `Password resets can go to it from ${from}.`,
    wayOut: 'Wasn’t you? Tell us. We’ll remove the address and sign out all devices.',
  })
}

const recoveryAddressRemovedMail: MailTemplate = (context) =>
  accountNotice(context, {
    title: 'A recovery address was removed',
    what: 'A recovery address was removed from the account',
    wayOut: 'Wasn’t you? Tell us. We’ll sign out all devices and tell the administrators.',
  })

export const recoveryAddressMails = {
  'recovery-address-check': recoveryAddressCheckMail,
  'recovery-address-added': recoveryAddressAddedMail,
  'recovery-address-removed': recoveryAddressRemovedMail,
} satisfies Partial<Record<Template, MailTemplate>>
