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

const resetTemplates: readonly string[] = [
  'reset',
  'create-password',
  'console-password',
  'temporary-password',
  'sso-link',
] satisfies Template[]

export const bringsReset = ({ template }: ClaimedMessage) => resetTemplates.includes(template)

export const isAddressCheck = ({ template }: ClaimedMessage) => template === 'address-check'

const codeTemplates: readonly string[] = [
  'caller-check',
  'recovery-address-check',
] satisfies Template[]

/** Whether it brings six digits that find out who reads the mailbox. */
export const bringsCode = ({ template }: ClaimedMessage) => codeTemplates.includes(template)

/** Mails about acts that a stranger may have done. */
const disownedTemplates: readonly string[] = [
  'password-changed',
  'sso-linked',
  'second-factor-added',
  'second-factor-removed',
  'recovery-codes-replaced',
  'recovery-code-used',
  'factor-recovery-started',
  'caller-check',
  'recovery-address-added',
  'recovery-address-removed',
] satisfies Template[]

/** The other mails report nothing that their reader could cancel. */
const mayBeDisowned = (message: ClaimedMessage) =>
  bringsReset(message) || disownedTemplates.includes(message.template)

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
