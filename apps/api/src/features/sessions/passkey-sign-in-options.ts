import type { passkeySignInOptions as contract } from '@rekey/contracts/sessions'
import type { Verb } from '../../http/routes.ts'
import { passkeyRequestOptions } from '../../models/passkeys.ts'

/** A challenge that belongs to nobody yet. The passkey says who the user is. */
export const passkeySignIn = { purpose: 'sign-in', subject: '' } as const

/** POST /sessions/passkey/options. It looks nobody up and stores nothing. */
export const passkeySignInOptions: Verb<typeof contract> = async (_input, deps) => ({
  status: 200,
  body: await passkeyRequestOptions(deps, passkeySignIn),
})
