import { typedName } from '@rekey/contracts/visible-text'
import { userDetailsMessages } from './user-details-messages.ts'
import type { UserFormValues } from './user-form-values.ts'

const text = userDetailsMessages.form

/** The fields that can have an error. */
export type UserField = Exclude<keyof UserFormValues, 'roleId' | 'extraRoleIds'>

/** In the order of the screen, which is also the order of the error summary. */
export const userFields = ['displayName', 'kind', 'username', 'emailTo', 'organizationId'] as const

/** What is wrong with a field, in words of the catalogue: empty, or refused by the contract. */
export function fieldWords(field: UserField, values: UserFormValues): string {
  if (field === 'displayName')
    return typedName(values.displayName) ? text.nameWrong : text.enterName
  if (field === 'username')
    return typedName(values.username) ? text.usernameWrong : text.enterUsername
  return field === 'emailTo' ? text.emailWrong : text.organizationWrong
}
