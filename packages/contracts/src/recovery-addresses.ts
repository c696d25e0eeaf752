import * as z from 'zod/mini'
import { code, emailAddress, instant, uuid } from './fields.ts'
import { route } from './route.ts'

/** How many recovery addresses a user can have. */
export const maximumRecoveryAddresses = 3

/** How many mails a user can send to new recovery addresses in an hour. */
export const recoveryAddressMailsPerHour = 5

/** A further address of a user, for resets and for notices about the account. */
export const recoveryAddress = z.object({
  id: uuid,
  email: z.string(),
  createdAt: instant,
  /** Null: the code that was mailed to it is still missing. */
  confirmedAt: z.nullable(instant),
  /** From when mails go to it. Null: it isn't confirmed. */
  usableFrom: z.nullable(instant),
})

export type RecoveryAddress = z.infer<typeof recoveryAddress>

const params = z.strictObject({ id: uuid })
const recent = ['recent-sign-in-required', 'second-factor-required'] as const

/** Oldest first. */
export const listRecoveryAddresses = route({
  name: 'list-recovery-addresses',
  method: 'GET',
  path: '/account/recovery-addresses',
  summary: 'Your own recovery addresses',
  access: 'session',
  limit: null,
  status: 200,
  answer: z.object({
    items: z.array(recoveryAddress),
    /** How long a new address waits until it can be used, from its confirmation. */
    holdHours: z.int(),
  }),
  problems: [],
})

/**
 * Mails a code to the address, which works for an hour. For an address that waits for its code, it
 * mails the same code again. `conflict`: the user gets mails there already, or has three. Five
 * mails can be sent in an hour.
 */
export const addRecoveryAddress = route({
  name: 'add-recovery-address',
  method: 'POST',
  path: '/account/recovery-addresses',
  summary: 'Start to add a recovery address',
  access: 'session',
  limit: null,
  body: z.strictObject({ email: emailAddress }),
  status: 202,
  answer: recoveryAddress,
  problems: [...recent, 'conflict', 'rate-limited'],
})

/**
 * The code from the mail. The address can be used after the waiting time of the settings. All other
 * addresses are told at once. Five wrong codes end the code; `conflict`: it has ended, so ask for
 * the mail again.
 */
export const confirmRecoveryAddress = route({
  name: 'confirm-recovery-address',
  method: 'POST',
  path: '/account/recovery-addresses/{id}/confirm',
  summary: 'Confirm a recovery address with the code that was mailed to it',
  access: 'session',
  limit: 'codeTries',
  params,
  body: z.strictObject({ code }),
  status: 200,
  answer: recoveryAddress,
  problems: ['not-found', 'reset-code-wrong', 'conflict', 'rate-limited'],
})

/** Resets that were mailed to it end. All addresses get a notice, also the one that is removed. */
export const removeRecoveryAddress = route({
  name: 'remove-recovery-address',
  method: 'DELETE',
  path: '/account/recovery-addresses/{id}',
  summary: 'Remove one of your recovery addresses',
  access: 'session',
  limit: null,
  params,
  status: 204,
  answer: null,
  problems: [...recent, 'not-found'],
})

/** For an account that was taken over: a thief may have added the address. */
export const removeUserRecoveryAddress = route({
  name: 'remove-user-recovery-address',
  method: 'DELETE',
  path: '/users/{id}/recovery-addresses/{addressId}',
  summary: 'Remove a recovery address of a user',
  access: { anyOf: ['users.write'] },
  limit: null,
  params: z.strictObject({ id: uuid, addressId: uuid }),
  status: 204,
  answer: null,
  problems: ['not-found'],
})
