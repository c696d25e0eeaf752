import type { Answer } from '@rekey/contracts/route'
import type { currentSession } from '@rekey/contracts/sessions'
import { fill } from '../../fill.ts'
import { accountMessages as text } from './account-messages.ts'

export type OwnSession = Answer<typeof currentSession>['session']

/**
 * How the user signed in: `with a password`, `with Okta`. @param provider where the user signs in
 */
export function shownOpener(
  { openedBy }: Pick<OwnSession, 'openedBy'>,
  provider: string | undefined,
): string {
  if (openedBy !== 'sso') return text.openers[openedBy]
  return provider ? fill(text.openers.sso, { provider }) : text.openers.ssoUnknown
}

/** `Chrome on Windows`. An app's session says that it belongs to an app. */
export function shownDevice({ client, device }: Pick<OwnSession, 'client' | 'device'>): string {
  if (client === 'browser') return device ?? text.unknownBrowser
  return device ? fill(text.appOn, { device }) : text.app
}
