import { typedName } from '@rekey/contracts/visible-text'
import type { Problem } from '../../api.ts'
import type { ConsoleForm } from '../../console-kit/use-console-form.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import type { UserFormValues } from './user-form-values.ts'

const text = userDetailsMessages.form

export type UserForm = ConsoleForm<UserFormValues>

/** In the order of the screen, which is also the order of the error summary. */
const fields = ['displayName', 'kind', 'username', 'emailTo', 'organizationId', 'roleId'] as const

export type UserField = (typeof fields)[number]

/** The rules of the form of a user, who is new or is being edited. */
export const userFormRules = {
  fields,
  aliases: { extraRoleIds: 'roleId' },
  wordsOf: fieldWords,
  explain: ({ code }: Problem) =>
    code === 'username-taken' ? { field: 'username', words: text.usernameTaken } : null,
} as const

/** What is wrong with a field, in words of the catalogue: empty, or refused. */
export function fieldWords(field: UserField, values: UserFormValues): string {
  switch (field) {
    case 'displayName':
      return typedName(values.displayName) ? text.nameWrong : text.enterName
    case 'username':
      return typedName(values.username) ? text.usernameWrong : text.enterUsername
    case 'emailTo':
      return text.emailWrong
    case 'roleId':
      return text.deviceRole
    default:
      return text.organizationWrong
  }
}
