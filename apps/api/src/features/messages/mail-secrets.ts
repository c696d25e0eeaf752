import type { Template } from '@rekey/contracts/messages'
import type { Deps } from '../../deps.ts'
import { deriveAddressCheckToken } from '../../models/address-checks.ts'
import { deriveMailedCode } from '../../models/mailed-codes.ts'
import type { ClaimedMessage } from '../../models/message-outcomes.ts'
import {
  deriveDisownToken,
  deriveReset,
  deriveTemporaryPassword,
} from '../../models/reset-secrets.ts'
import type { Subjects } from './list-subjects.ts'

/** Which secrets each mail brings, and how they are derived. */

type Brings = {
  /** `reset`: link and code, or a temporary password. `code`: six digits alone. */
  readonly main: 'reset' | 'code' | 'address-check' | null
  /** Whether a stranger may have done what it is about, so that its reader can cancel it. */
  readonly disown: boolean
}

const reset: Brings = { main: 'reset', disown: true }
const report: Brings = { main: null, disown: true }
const nothing: Brings = { main: null, disown: false }

const bringing: Readonly<Record<Template, Brings>> = {
  reset,
  'create-password': reset,
  'console-password': reset,
  'temporary-password': reset,
  'sso-link': reset,
  'password-changed': report,
  'sso-linked': report,
  'second-factor-added': report,
  'second-factor-removed': report,
  'recovery-codes-replaced': report,
  'recovery-code-used': report,
  'factor-recovery-started': report,
  'recovery-address-added': report,
  'recovery-address-removed': report,
  'caller-check': { main: 'code', disown: true },
  'recovery-address-check': { main: 'code', disown: false },
  'address-check': { main: 'address-check', disown: false },
  'username-changed': nothing,
  'address-changed': nothing,
  'signs-in-elsewhere': nothing,
  'disowned-digest': nothing,
  'webhook-switched-off': nothing,
  test: nothing,
}

export const bringsReset = ({ template }: ClaimedMessage) => bringing[template].main === 'reset'

export const isAddressCheck = ({ template }: ClaimedMessage) =>
  bringing[template].main === 'address-check'

/** Whether it brings six digits that find out who reads the mailbox. */
export const bringsCode = ({ template }: ClaimedMessage) => bringing[template].main === 'code'

const mayBeDisowned = ({ template }: ClaimedMessage) => bringing[template].disown

export const isSecret = (value: string | null | undefined): value is string =>
  typeof value === 'string'

/** The secrets of a mail, which are the same each time. Null: a key is gone. */
export function deriveSecrets(
  { keys }: Pick<Deps, 'keys'>,
  message: ClaimedMessage,
  { reset, mailedCode }: Pick<Subjects, 'reset' | 'mailedCode'>,
) {
  const isTemporary = reset?.purpose === 'temporary'
  const ofReset = reset && !isTemporary ? deriveReset(keys, reset) : null
  const temporaryPassword = isTemporary ? deriveTemporaryPassword(keys, reset) : null
  const disown = mayBeDisowned(message) ? deriveDisownToken(keys, message) : null
  const addressCheck = isAddressCheck(message) ? deriveAddressCheckToken(keys, message) : null
  const code = mailedCode && deriveMailedCode(keys, mailedCode)
  if ((isAddressCheck(message) && !addressCheck) || (mailedCode && !code)) return null
  if ((reset && !ofReset && !temporaryPassword) || (mayBeDisowned(message) && !disown)) return null
  return { reset: ofReset, temporaryPassword, disown, addressCheck, code }
}

export type MailSecrets = NonNullable<ReturnType<typeof deriveSecrets>>
