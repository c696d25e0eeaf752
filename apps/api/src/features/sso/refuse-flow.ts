import type { Deps } from '../../deps.ts'
import { nobody, noteAct } from '../../models/audit-counts.ts'
import type { Claims } from './claims.ts'
import type { Coming } from './coming.ts'
import { recordTest } from './record-test.ts'
import type { SsoRefusal } from './sso-refusal.ts'

type Way = {
  readonly connectionId: string
  /** False: there is no such connection, so nothing is written down. */
  readonly isKnown: boolean
  /** Who tests; null: a person wants to sign in. */
  readonly testerId: string | null
  /** What the provider said, if its answer was accepted so far. */
  readonly claims?: Claims | null
}

/**
 * Where a way ends that led nowhere: at a page that says why, or, of a test, at the connection.
 * Log and audit hold words from fixed lists, never a name or what was sent.
 * @returns a path of ours
 */
export async function refuseFlow(
  deps: Deps,
  { connectionId, isKnown, testerId, claims = null }: Way,
  refusal: SsoRefusal,
  coming: Coming,
): Promise<string> {
  const { reason, detail, userId } = refusal
  deps.log.info({ connectionId, reason, detail, isTest: testerId !== null }, 'sso refused')
  if (testerId !== null) {
    return recordTest(deps, { connectionId, testerId, refusal, claims }, coming)
  }
  if (isKnown) {
    // The provider's word for a refusal comes through the browser, so anyone could invent
    // thousands.
    const word = reason === 'refused-by-provider' ? {} : { detail }
    const facts = { connectionId, reason, ...word }
    await noteAct(deps, { action: 'sso.refused', userId: userId ?? nobody, facts, detail }, coming)
  }
  const why = new URLSearchParams({ reason, connection: connectionId })
  return `/sso/failed?${why.toString()}`
}
