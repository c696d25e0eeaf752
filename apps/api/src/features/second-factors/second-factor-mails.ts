import type { Template } from '@rekey/contracts/messages'
import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { accountNotice } from '../../mail/account-notice.ts'
import type { MailTemplate } from '../../mail/template.ts'

const facts = z.object({
  factor: z.nullable(z.enum(['totp', 'passkey'])),
  /** The user signs in with passkeys alone. */
  isWithoutPassword: z.boolean(),
})

/** What was added. Its name isn't in the mail, because a thief may have written it. */
export async function findFactorFacts(db: Database, { factorId }: { factorId: string | null }) {
  const row =
    factorId === null
      ? null
      : await db.secondFactor.findUnique({ where: { id: factorId }, include: { user: true } })
  const isWithoutPassword =
    row?.type === 'passkey' &&
    row.user.passwordHash === null &&
    row.user.signInMethod === 'password'
  return facts.parse({ factor: row?.type ?? null, isWithoutPassword })
}

const factorNames = { totp: 'An authenticator app', passkey: 'A passkey' } as const

const passkeyAlone = 'The account has no password now. You sign in with the passkey.'

/**
 * Sent whenever second factors changed, so that users who didn't do it notice.
 * @param effect what "This wasn't me" does (disown-effects.ts)
 */
const notice =
  (title: string, happened: (what: string) => string, effect: string): MailTemplate =>
  (context) => {
    const { factor = null, isWithoutPassword } = z.partial(facts).parse(context.facts)
    const what = happened(factor === null ? 'A second factor' : factorNames[factor])
    const note = isWithoutPassword ? passkeyAlone : null
    return accountNotice(context, { title, what, note, wayOut: `Wasn’t you? Tell us. ${effect}` })
  }

const signsOut = 'We’ll sign out all devices and tell the administrators.'

export const secondFactorMails = {
  'second-factor-added': notice(
    'A second factor was added',
    (what) => `${what} was added to the account`,
    'It then stops working, and we’ll sign out all devices.',
  ),
  'second-factor-removed': notice(
    'A second factor was removed',
    (what) => `${what} was removed from the account`,
    signsOut,
  ),
  'recovery-codes-replaced': notice(
    'Your recovery codes were replaced',
    () => 'New recovery codes were made for the account',
    'The new codes then stop working, and we’ll sign out all devices.',
  ),
  'factor-recovery-started': notice(
    'Your second factors are about to be removed',
    () => 'Administrators are about to remove the second factors of',
    'Your second factors then stay, and we’ll sign out all devices.',
  ),
  'recovery-code-used': notice(
    'A recovery code was used',
    () => 'A recovery code was used for the account',
    'Your other recovery codes then stop working, and we’ll sign out all devices.',
  ),
} satisfies Partial<Record<Template, MailTemplate>>
