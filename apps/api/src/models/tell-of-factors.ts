import type { Template } from '@rekey/contracts/messages'
import type { Statements } from '../lib/database.ts'
import type { MailDeps } from './messages.ts'
import { queueNotices } from './notices.ts'

type Notice = Extract<
  Template,
  `second-factor-${string}` | `recovery-code${string}` | `factor-recovery-${string}`
>

type Told = {
  readonly userId: string
  readonly device: string | null
  /** What "This wasn't me" is about. */
  readonly factorId: string
}

/** Tells every address of the user of a change of their second factors. */
export const tellOfFactors = (
  tx: Statements,
  deps: MailDeps,
  template: Notice,
  told: Told,
): Promise<void> => queueNotices(tx, deps, { template, ...told })
