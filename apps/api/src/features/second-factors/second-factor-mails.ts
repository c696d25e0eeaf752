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
 * @param effect what "This wasn't me" does, beside signing out
 */
const notice =
  (title: string, happened: (what: string) => string, effect: string): MailTemplate =>
  (context) => {
    const { factor = null, isWithoutPassword } = z.partial(facts).parse(context.facts)
    const what = happened(factor === null ? 'A second factor' : factorNames[factor])
    const wayOut = `Wasn’t you? Tell us. We’ll sign out all devices${effect}.`
    const note = isWithoutPassword ? passkeyAlone : null
    return accountNotice(context, { title, what, note, wayOut })
  }

export const secondFactorMails = {
  'second-factor-added': notice(
    'A second factor was added',
    (what) => `${what} was added to the account`,
    ', and the new second factor stops working',
  ),
  'second-factor-removed': notice(
    'A second factor was removed',
    (what) => `${what} was removed from the account`,
    ' and tell the administrators',
  ),
  'recovery-codes-replaced': notice(
    'Your recovery codes were replaced',
    () => 'New recovery codes were made for the account',
    ', and the new codes stop working',
  ),
  'factor-recovery-started': notice(
    'Your second factors are about to be removed',
    () => 'An administrator asked to remove the second factors of',
    ', and your second factors stay',
  ),
  'recovery-code-used': notice(
    'A recovery code was used',
    () => 'A recovery code was used for the account',
    ', and your other recovery codes stop working',
  ),
} satisfies Partial<Record<Template, MailTemplate>>
