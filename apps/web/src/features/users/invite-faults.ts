import { emailAddress } from '@rekey/contracts/fields'
import { createUser } from '@rekey/contracts/users'
import { userMessages } from './user-messages.ts'

const text = userMessages.form

/** What is wrong with an invitation. The contract itself judges, and an invitation needs an address. */
export function inviteFaults(email: string, name: string): { email?: string; name?: string } {
  return { ...emailFault(email), ...nameFault(name) }
}

function emailFault(email: string) {
  if (!email) return { email: userMessages.invite.enterEmail }
  return emailAddress.safeParse(email).success ? {} : { email: text.emailWrong }
}

function nameFault(name: string) {
  if (!name) return { name: text.enterName }
  return createUser.body.shape.displayName.safeParse(name).success ? {} : { name: text.nameWrong }
}
