import type { SsoFailure } from '@rekey/contracts/sso'

export type Failure = {
  /** `unknown`: a word that this page has no sentence for. */
  readonly reason: SsoFailure | 'unknown'
  /** Where to begin again; null: it isn't said with which provider. */
  readonly startUrl: string | null
  /** Beginning again may go well; else somebody has to change something first. */
  readonly mayHelpAgain: boolean
}

/** Whether trying once more may help. Written out, so that a new reason can't be left out. */
const helpsAgain = {
  'flow-unknown': true,
  'refused-by-provider': true,
  'answer-not-accepted': true,
  'provider-unreachable': true,
  'address-not-owned': false,
  'account-not-usable': false,
  'sign-in-not-repeated': true,
  'connection-off': false,
} as const satisfies Record<SsoFailure, boolean>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** From the address, which anybody may have written: what isn't known there is left out. */
export function readFailure(params: URLSearchParams): Failure {
  const connection = params.get('connection') ?? ''
  const startUrl = uuid.test(connection) ? `/api/v1/sso/${connection}/start` : null
  const reason = params.get('reason') ?? ''
  if (!isKnown(reason)) return { reason: 'unknown', startUrl, mayHelpAgain: true }
  return { reason, startUrl, mayHelpAgain: helpsAgain[reason] }
}

const isKnown = (reason: string): reason is SsoFailure => Object.hasOwn(helpsAgain, reason)
