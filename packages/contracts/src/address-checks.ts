import * as z from 'zod/mini'
import { token, uuid } from './fields.ts'
import { message } from './messages.ts'
import { route } from './route.ts'

/**
 * Mails a button to the address where the user's resets go. Pressing it confirms the address
 * (`User.addressConfirmedAt`). If such a mail is already waiting to be sent, the answer is that
 * mail. With contacts.write alone: only contacts, 60 an hour together with the resets that the
 * caller starts.
 */
export const startAddressCheck = route({
  name: 'start-address-check',
  method: 'POST',
  path: '/users/{id}/address-checks',
  summary: 'Ask a user by e-mail to confirm the address',
  access: { anyOf: ['users.write', 'contacts.write'] },
  limit: null,
  params: z.strictObject({ id: uuid }),
  status: 202,
  answer: z.object({ message }),
  problems: ['not-found', 'user-deactivated', 'user-has-no-address', 'rate-limited'],
})

/**
 * The token of such a mail (`/confirm-address#<token>`) confirms the address. It works any number
 * of times for 7 days, as long as the address is still the one that the mail went to. All other
 * cases get the same answer.
 */
export const confirmAddress = route({
  name: 'confirm-address',
  method: 'POST',
  path: '/address-checks/confirm',
  summary: 'Confirm an address with the token that was mailed to it',
  access: 'public',
  limit: 'codeTries',
  body: z.strictObject({ token }),
  status: 200,
  answer: z.object({ outcome: z.literal('confirmed') }),
  problems: ['reset-link-invalid'],
})
