import { emailAddress } from '@rekey/contracts/fields'
import { createUser } from '@rekey/contracts/users'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.form

/**
 * What is wrong with an invitation. The contract checks it, and an invitation also needs an
 * address.
 */
export function inviteFaults(email: string, name: string): { email?: string; name?: string } {
  return { ...emailFault(email), ...nameFault(name) }
}

function emailFault(email: string) {
  if (!email) return { email: userDetailsMessages.invite.enterEmail }
  return emailAddress.safeParse(email).success ? {} : { email: text.emailWrong }
}

function nameFault(name: string) {
  if (!name) return { name: text.enterName }
  return createUser.body.shape.displayName.safeParse(name).success ? {} : { name: text.nameWrong }
}
