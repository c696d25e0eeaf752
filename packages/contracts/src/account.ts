import * as z from 'zod/mini'
import { newPassword, password } from './fields.ts'
import { route } from './route.ts'
import { appAnswer, deviceToken } from './sessions.ts'

/**
 * The new password must satisfy the policy of the user's kind. By default all other sessions end.
 */
export const changePassword = route({
  name: 'change-password',
  method: 'PUT',
  path: '/account/password',
  summary: 'Change your own password',
  access: 'session',
  inChangeOnlySession: true,
  limit: 'signIns',
  body: z.strictObject({
    /** Required, except in a session that must change the password. */
    currentPassword: z.optional(password),
    newPassword,
    endOtherSessions: z.optional(z.boolean()),
    deviceToken,
  }),
  status: 200,
  /**
   * Includes new tokens if an app's session had to change the password. The app continues with
   * these.
   */
  answer: z.object({ sessionsEnded: z.int(), ...appAnswer }),
  problems: [
    'sign-in-failed',
    'user-signs-in-elsewhere',
    'password-not-accepted',
    'rate-limited',
    'overloaded',
  ],
})
