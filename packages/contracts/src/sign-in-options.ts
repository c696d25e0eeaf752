import * as z from 'zod/mini'
import { username } from './fields.ts'
import { route } from './route.ts'

/**
 * What the sign-in page may offer for a typed name. It depends on form and domain, never on an
 * account.
 */
export const signInOptions = route({
  name: 'sign-in-options',
  method: 'POST',
  path: '/sign-in-options',
  summary: 'What a typed username may do, from its form and domain alone',
  access: 'public',
  limit: 'signInOptions',
  body: z.strictObject({ username }),
  status: 200,
  answer: z.object({
    resetAvailable: z.boolean(),
    /**
     * The stored address, masked unless it equals the typed name. Null unless disclosure is `open`.
     */
    sendsTo: z.nullable(z.string()),
    /** The identity provider that owns the name's domain. */
    signInWith: z.nullable(
      z.object({ name: z.string(), startUrl: z.string(), resetUrl: z.nullable(z.string()) }),
    ),
  }),
  problems: [],
})
