import type { SsoFailure } from '@rekey/contracts/sso'

/** Problems of the server that a person may meet on the way there or back. */
type Trouble = 'rate-limited' | 'overloaded' | 'not-signed-in'

type Failure = {
  /** `unknown` for reasons without a sentence on this page. */
  readonly reason: SsoFailure | Trouble | 'unknown'
  /** Where to try again, or null if the address doesn't name the provider. */
  readonly startUrl: string | null
  /** True if trying again may help. Otherwise someone has to change something first. */
  readonly mayHelpAgain: boolean
}

/**
 * Whether trying again may help. All reasons are listed, so that the compiler reports a missing
 * one.
 */
const helpsAgain = {
  'flow-unknown': true,
  'refused-by-provider': true,
  'answer-not-accepted': true,
  'provider-unreachable': true,
  'address-not-owned': false,
  'account-not-usable': false,
  'sign-in-not-repeated': true,
  'connection-off': false,
  'rate-limited': true,
  overloaded: true,
  'not-signed-in': false,
} as const satisfies Record<SsoFailure | Trouble, boolean>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Reads the address, which anyone may have written, and so leaves out unknown values. */
export function readFailure(params: URLSearchParams): Failure {
  const connection = params.get('connection') ?? ''
  const startUrl = uuid.test(connection) ? `/api/v1/sso/${connection}/start` : null
  const reason = params.get('reason') ?? ''
  if (!isKnown(reason)) return { reason: 'unknown', startUrl, mayHelpAgain: true }
  return { reason, startUrl, mayHelpAgain: helpsAgain[reason] }
}

const isKnown = (reason: string): reason is SsoFailure | Trouble =>
  Object.hasOwn(helpsAgain, reason)
