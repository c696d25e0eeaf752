import type { ActOn, UserActs } from './features/user-batches/user-acts.ts'
import { applyChange } from './features/users/change-user.ts'
import { deactivate } from './features/users/deactivate-user.ts'
import { endUserSessions } from './features/users/end-user-sessions.ts'
import { reactivate } from './features/users/reactivate-user.ts'
import { startUserReset } from './features/users/start-user-reset.ts'

const toInput = <Body>({ userId, caller, ip, requestId }: ActOn, body: Body) => ({
  params: { id: userId },
  body,
  caller,
  ip,
  requestId,
})

const noMail = { messageId: null }

const startReset =
  (how: { readonly method?: 'code' }): UserActs['start-resets'] =>
  async (on, deps) => {
    const { body } = await startUserReset(toInput(on, how), deps)
    return { messageId: body.message.id }
  }

/** What a batch does to each user: what the verb of the single action does. */
export const userActs: UserActs = {
  // A reset of a user without a password is an invitation to create one. Of every kind of user, it
  // is a link and a code.
  'send-invitations': startReset({ method: 'code' }),
  'start-resets': startReset({}),
  async deactivate(on, deps) {
    await deactivate(toInput(on, undefined), deps)
    return noMail
  },
  async reactivate(on, deps) {
    await reactivate(toInput(on, {}), deps)
    return noMail
  },
  async 'end-sessions'(on, deps) {
    await endUserSessions(toInput(on, undefined), deps)
    return noMail
  },
  async 'change-role'(on, deps) {
    await applyChange(toInput(on, on.roleId === null ? {} : { roleId: on.roleId }), deps)
    return noMail
  },
}
