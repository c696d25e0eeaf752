import type { Answer } from '@rekey/contracts/route'
import type { currentSession } from '@rekey/contracts/sessions'
import { fill } from '../../fill.ts'
import { accountMessages as text } from './account-messages.ts'

export type OwnSession = Answer<typeof currentSession>['session']

/** `Chrome on Windows`; an app's session says that it is one. */
export function shownDevice({ client, device }: Pick<OwnSession, 'client' | 'device'>): string {
  if (client === 'browser') return device ?? text.unknownBrowser
  return device ? fill(text.appOn, { device }) : text.app
}
