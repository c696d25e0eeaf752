import * as z from 'zod/mini'
import { openedBy, policyName } from './fields.ts'
import { factorMethod, passkeyRequest } from './second-factor-fields.ts'

/**
 * All problems that the API can answer with: code → status and title (RFC 9457). The web app has a
 * sentence for each code, and a test checks that none is missing.
 */
export const problems = {
  'bad-request': { status: 400, title: 'The request is not well formed' },
  'reset-link-invalid': { status: 400, title: 'This link does not work any more' },
  'reset-code-wrong': { status: 400, title: 'That code isn’t right' },
  'sign-in-failed': { status: 401, title: 'That username and password don’t match' },
  'second-factor-required': { status: 403, title: 'A second factor is required' },
  'second-factor-wrong': { status: 400, title: 'That second factor isn’t right' },
  'passkey-not-accepted': { status: 400, title: 'That passkey can’t be used' },
  'not-signed-in': { status: 401, title: 'Nobody is signed in' },
  'sign-in-elsewhere': { status: 403, title: 'This user signs in elsewhere' },
  'password-change-required': { status: 403, title: 'A new password must be set first' },
  'not-permitted': { status: 403, title: 'The caller may not do this' },
  'recent-sign-in-required': { status: 403, title: 'This needs a recent sign-in' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'user-deactivated': { status: 409, title: 'The user is deactivated' },
  'user-signs-in-elsewhere': { status: 409, title: 'The user signs in at an identity provider' },
  'user-has-no-address': { status: 409, title: 'The user has no e-mail address' },
  'username-taken': { status: 409, title: 'The username is taken' },
  'last-administrator': { status: 409, title: 'The last administrator can’t be removed' },
  conflict: { status: 409, title: 'The request conflicts with the current state' },
  'precondition-failed': { status: 412, title: 'It was changed since it was read' },
  'too-large': { status: 413, title: 'The request body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  'password-not-accepted': { status: 422, title: 'The password is not accepted' },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key was used for another request',
  },
  'rate-limited': { status: 429, title: 'Too many tries' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  overloaded: { status: 503, title: 'The server is busy' },
  'not-configured': { status: 503, title: 'This is not set up on the server' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]

/** An error of one field. `pointer` is a JSON Pointer (RFC 6901) into the request body. */
export const fieldFault = z.object({ pointer: z.string(), detail: z.string() })

/** The body of every error answer, `application/problem+json` (RFC 9457). */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(fieldFault)),
  requestId: z.string(),
  /**
   * With `reset-code-wrong` and `second-factor-wrong`: how many more wrong ones this reset or
   * sign-in allows.
   */
  triesLeft: z.optional(z.int()),
  /** With `password-not-accepted`: the strength of the password. */
  strength: z.optional(z.object({ score: z.int(), label: z.string() })),
  /** With `password-not-accepted`: the reason, for programs; `detail` contains a tip. */
  reason: z.optional(z.string()),
  /** With `precondition-failed`: when it was changed, and by whom; null if that isn't known. */
  changedAt: z.optional(z.string()),
  changedBy: z.optional(z.nullable(z.string())),
  /**
   * With `password-change-required`: the user, what opened the session, and the policy for the new
   * password.
   */
  username: z.optional(z.string()),
  method: z.optional(openedBy),
  passwordPolicy: z.optional(policyName),
  /**
   * With `second-factor-required`: what the user can prove, and what to ask the browser for. Left
   * out: the user has to add a second factor first.
   */
  methods: z.optional(z.array(factorMethod)),
  passkeyOptions: z.optional(passkeyRequest),
  /** With `second-factor-required` at a sign-in: pass it on with the proof, within five minutes. */
  challenge: z.optional(z.string()),
})

export type FieldFault = z.infer<typeof fieldFault>
export type ProblemDocument = z.infer<typeof problemDocument>
