import { typedName } from '@rekey/contracts/visible-text'
import { userDetailsMessages } from './user-details-messages.ts'
import type { UserFormValues } from './user-form-values.ts'

const text = userDetailsMessages.form

/** Those that can be typed wrong. */
export type UserField = Exclude<keyof UserFormValues, 'roleId' | 'extraRoleIds'>

/** In the order of the screen, which is that of the error summary. */
export const userFields = ['displayName', 'kind', 'username', 'emailTo', 'organizationId'] as const

/** What is wrong with a field, in the catalogue's words: empty, or not what the contract wants. */
export function fieldWords(field: UserField, values: UserFormValues): string {
  if (field === 'displayName')
    return typedName(values.displayName) ? text.nameWrong : text.enterName
  if (field === 'username')
    return typedName(values.username) ? text.usernameWrong : text.enterUsername
  return field === 'emailTo' ? text.emailWrong : text.organizationWrong
}
