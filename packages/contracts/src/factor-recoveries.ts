import * as z from 'zod/mini'
import { instant, line, uuid } from './fields.ts'
import { route } from './route.ts'

/**
 * The removal of second factors that their user has lost. Two administrators have to agree, the
 * user is told at each step, and then it waits. At the end it is cancelled if one of the two may no
 * longer do so.
 */
export const factorRecovery = z.object({
  id: uuid,
  userId: uuid,
  reason: z.string(),
  /** The administrator who started it. Another one has to confirm it. */
  startedBy: uuid,
  startedAt: instant,
  /** Null: nobody has confirmed it yet. */
  confirmedBy: z.nullable(uuid),
  /** When the second factors are removed. Null: it isn't confirmed. */
  dueAt: z.nullable(instant),
})

export type FactorRecovery = z.infer<typeof factorRecovery>

const access = { anyOf: ['users.reset-password'] } as const
const params = z.strictObject({ id: uuid })

/**
 * For a user who has lost all second factors and recovery codes. An API key can't do this, and
 * nobody can for their own account. It ends after seven days if nobody confirms it. `conflict`: the
 * user has no second factor, or one was already started.
 */
export const startFactorRecovery = route({
  name: 'start-factor-recovery',
  method: 'POST',
  path: '/users/{id}/factor-recoveries',
  summary: 'Start to remove the lost second factors of a user',
  access,
  limit: null,
  params,
  body: z.strictObject({ reason: line(200) }),
  status: 202,
  answer: factorRecovery,
  problems: ['not-found', 'recent-sign-in-required', 'conflict'],
})

/**
 * Another administrator confirms it, not the one who started it. The waiting time of the settings
 * begins. `conflict`: it was confirmed before, or the one who started it has lost the permission.
 */
export const confirmFactorRecovery = route({
  name: 'confirm-factor-recovery',
  method: 'POST',
  path: '/factor-recoveries/{id}/confirm',
  summary: 'Confirm the removal of lost second factors',
  access,
  limit: null,
  params,
  status: 200,
  answer: factorRecovery,
  problems: ['not-found', 'recent-sign-in-required', 'conflict'],
})

/** Works until the second factors are removed. The user can do it with the link in the mail. */
export const cancelFactorRecovery = route({
  name: 'cancel-factor-recovery',
  method: 'DELETE',
  path: '/factor-recoveries/{id}',
  summary: 'Cancel the removal of lost second factors',
  access,
  limit: null,
  params,
  status: 204,
  answer: null,
  problems: ['not-found'],
})
