import type { SsoFailure } from '@rekey/contracts/sso'
import type { Deps } from '../../deps.ts'
import { recordAudit } from '../../models/audit.ts'
import type { Coming } from './coming.ts'

type Test = {
  readonly connectionId: string
  readonly testerId: string
  /** Null: the test succeeded. */
  readonly reason: SsoFailure | null
  readonly detail: string | null
}

/** One sentence for the person who configures the connection. */
const sentences: Readonly<Record<SsoFailure, string>> = {
  'flow-unknown': 'You started the test in another browser, or more than ten minutes ago.',
  'refused-by-provider': 'The provider refused the sign-in.',
  'answer-not-accepted': 'We could not accept the provider’s answer.',
  'provider-unreachable': 'The provider could not be reached.',
  'address-not-owned': 'The provider sent no e-mail address with a domain that is verified here.',
  'account-not-usable': 'The account cannot be used.',
  'sign-in-not-repeated': 'The provider did not ask for the password again.',
  'connection-off': 'The connection is gone.',
}

/** Stores the result of a test at its connection. @returns the connection's page */
export async function recordTest(
  { db, clock }: Deps,
  { connectionId, testerId, reason, detail }: Test,
  { ip, requestId }: Coming,
): Promise<string> {
  const at = clock.now()
  const ok = reason === null
  const said = ok ? 'We reached the provider, and it told us who you are.' : sentences[reason]
  const lastTest = { at: at.toISOString(), ok, detail: detail ? `${said} (${detail})` : said }
  await db.$transaction(async (tx) => {
    await tx.ssoConnection.updateMany({ where: { id: connectionId }, data: { lastTest } })
    await recordAudit(tx, {
      action: 'sso-connection.tested',
      at,
      actorId: testerId,
      requestId,
      details: { connectionId, ok, reason, detail },
      personal: { ip },
    })
  })
  return `/sso-connections/${connectionId}`
}
