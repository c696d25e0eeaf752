import type { SsoFailure } from '@rekey/contracts/sso'
import type { Deps } from '../../deps.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import type { Claims } from './claims.ts'
import type { Coming } from './coming.ts'
import { explainTest } from './explain-test.ts'
import type { SsoRefusal } from './sso-refusal.ts'
import type { Tested } from './test-sentences.ts'

type Test = {
  readonly connectionId: string
  readonly testerId: string
  /** Null: the test succeeded. */
  readonly refusal: SsoRefusal | null
  /** What the provider said; null: its answer wasn't read. */
  readonly claims: Claims | null
}

/** Stores the result of a test at its connection. @returns the connection's page */
export async function recordTest(
  { db, clock }: Deps,
  { connectionId, testerId, refusal, claims }: Test,
  { ip, requestId }: Coming,
): Promise<string> {
  const at = clock.now()
  const { reason = null, detail = null } = refusal ?? {}
  await db.$transaction(async (tx) => {
    const tested = await findTested(tx, connectionId)
    if (tested) {
      const result = { at: at.toISOString(), testerId, ...explainTest(tested, refusal, claims) }
      const data = {
        lastTest: result,
        ...(cameBack(reason) && !tested.addressAddedAt && { addressAddedAt: at }),
      }
      await tx.ssoConnection.update({ where: { id: connectionId }, data, select: { id: true } })
    }
    await recordAudit(tx, {
      action: 'sso-connection.tested',
      at,
      actorId: testerId,
      requestId,
      details: { connectionId, ok: refusal === null, reason, detail },
      personal: { ip },
    })
  })
  return `/sso-connections/${connectionId}`
}

const unanswered: readonly SsoFailure[] = ['flow-unknown', 'provider-unreachable', 'connection-off']

/** The provider sent the browser back to our address, so it knows it. */
const cameBack = (reason: SsoFailure | null): boolean =>
  reason === null || !unanswered.includes(reason)

async function findTested(tx: Transaction, id: string) {
  const found = await tx.ssoConnection.findUnique({
    where: { id },
    select: {
      name: true,
      protocol: true,
      addressFrom: true,
      addressAddedAt: true,
      domains: { where: { provedAt: { not: null } }, select: { domain: true } },
    },
  })
  if (!found) return null
  const domains = found.domains.map(({ domain }) => domain)
  return { ...found, domains } satisfies Tested & { addressAddedAt: Date | null }
}
