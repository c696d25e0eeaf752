import * as z from 'zod/mini'
import { token, uuid } from './fields.ts'
import { message } from './messages.ts'
import { route } from './route.ts'

/**
 * Mails a button to the address where the user's resets go; pressing it confirms the address
 * (`User.addressConfirmedAt`). While such a mail waits to be sent, the answer is that one. With
 * contacts.write alone: contacts, 60 an hour together with the resets that the caller starts.
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
 * The token of such a mail (`/confirm-address#<token>`) confirms the address, as often as it comes,
 * for 7 days and while the address is still the one that it was mailed to. One answer for every
 * other case.
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
