import * as z from 'zod/mini'
import { code, instant, uuid } from './fields.ts'
import { route } from './route.ts'

/** How many checks of a user's callers can be asked for in an hour. */
export const callerChecksPerHour = 5

const access = { anyOf: ['users.reset-password'] } as const
const params = z.strictObject({ id: uuid })

/**
 * For a help desk: mails a code to the user, so that a person who calls can prove that they read
 * the user's mails. It goes to the address for resets and to the recovery addresses that can be
 * used. It works for ten minutes. While it works, another call of the same person mails the same
 * code again, and a call of another person ends it. A check alone allows nothing. The audit log
 * says of a reset or a removal of second factors whether the caller was verified in the last hour.
 * `rate-limited`: five in an hour for one user.
 */
export const startCallerCheck = route({
  name: 'start-caller-check',
  method: 'POST',
  path: '/users/{id}/caller-checks',
  summary: 'Mail a code to a user who calls the help desk',
  access,
  limit: null,
  params,
  status: 202,
  answer: z.object({
    id: uuid,
    expiresAt: instant,
    /** Where the code goes; masked without users.read. The code itself is never shown. */
    sentTo: z.array(z.string()),
  }),
  problems: ['not-found', 'user-deactivated', 'user-has-no-address', 'rate-limited'],
})

/**
 * The code that the caller reads out. It works once. A wrong one answers `reset-code-wrong` with
 * `triesLeft`; the fifth ends the check. `conflict`: the check has ended.
 */
export const verifyCaller = route({
  name: 'verify-caller',
  method: 'POST',
  path: '/caller-checks/{id}',
  summary: 'Check the code that a caller reads out',
  access,
  limit: null,
  params,
  body: z.strictObject({ code }),
  status: 200,
  answer: z.object({ verified: z.literal(true) }),
  problems: ['not-found', 'reset-code-wrong', 'conflict'],
})
