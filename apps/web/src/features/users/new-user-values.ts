import { emailAddress } from '@rekey/contracts/fields'
import type { Body } from '@rekey/contracts/route'
import type { createUser } from '@rekey/contracts/users'
import { typedName } from '@rekey/contracts/visible-text'
import type { Problem } from '../../api.ts'
import { mailGoesTo, mayHaveEmail } from './mail-goes-to.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import { fieldWords, type UserField, userFormRules } from './user-form-rules.ts'
import { bodyOf, noUser, type UserFormValues } from './user-form-values.ts'

const text = userDetailsMessages.form

/** A new user's e-mail address is also the username, unless another one is typed. */
export type NewUserValues = UserFormValues & { readonly invite: boolean }

export const newUser: NewUserValues = { ...noUser, invite: true }

/** The account that the values describe. */
function accountOf({ kind, username, emailTo }: UserFormValues) {
  const [name, address] = [typedName(username), typedName(emailTo)]
  const isOther = name !== '' && mayHaveEmail(kind)
  return { kind, username: name || address, emailTo: isOther ? address : '' }
}

/** Where the invitation goes with the values typed so far, or null if no mail can be sent. */
export const invitationGoesTo = (values: UserFormValues): string | null =>
  mailGoesTo(accountOf(values))

export const newUserBody = (values: NewUserValues): Body<typeof createUser> => ({
  ...bodyOf({ ...values, ...accountOf(values) }),
  ...(!values.invite && { invite: false }),
})

/** The form of a new user shows the address first, so the order of the errors differs too. */
export const newUserRules = {
  ...userFormRules,
  fields: ['displayName', 'emailTo', 'username', 'kind', 'organizationId', 'roleId'],
  bodyOf: newUserBody,
  check,
  wordsOf: (field: UserField, values: NewUserValues) => fieldWords(field, values),
  explain: ({ code }: Problem, values: NewUserValues) =>
    code === 'username-taken'
      ? typedName(values.username)
        ? { field: 'username', words: text.usernameTaken }
        : { field: 'emailTo', words: text.addressTaken }
      : null,
} as const

/** What the contract can't know: which of the two fields the username came from. */
function check({ kind, username, emailTo }: NewUserValues) {
  const [name, address] = [typedName(username), typedName(emailTo)]
  if (!name && !address) return { emailTo: text.enterEmail, username: null }
  const isAddress = !address || emailAddress.safeParse(address).success
  const isOneTooMany = name && address && !mayHaveEmail(kind)
  return {
    emailTo: isAddress ? null : text.emailWrong,
    username: isOneTooMany ? text.oneOfBoth : name ? undefined : null,
  }
}
