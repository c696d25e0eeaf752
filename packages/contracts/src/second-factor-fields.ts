import * as z from 'zod/mini'
import { text } from './fields.ts'

/** Fields of second factors that several contracts share. */

/** What can prove a second factor. A recovery code works once. */
export const factorMethod = z.enum(['passkey', 'totp', 'recovery-code'])

export type FactorMethod = z.infer<typeof factorMethod>

/** `off`: nobody can add one. `required`: users without one can only add one. */
export const factorRule = z.enum(['off', 'offered', 'required'])

export type FactorRule = z.infer<typeof factorRule>

/** Bytes as WebAuthn's JSON writes them. */
const base64url = text(12_000, 1).check(z.regex(/^[\w-]+$/, 'must be base64url'))

const knownCredential = z.object({
  id: z.string(),
  type: z.string(),
  transports: z.optional(z.array(z.string())),
})

/** Pass it to `PublicKeyCredential.parseRequestOptionsFromJSON` (WebAuthn, 5.1.8). */
export const passkeyRequest = z.object({
  challenge: z.string(),
  rpId: z.optional(z.string()),
  timeout: z.optional(z.int()),
  /** The passkeys of the user. Left out where the user isn't known yet. */
  allowCredentials: z.optional(z.array(knownCredential)),
  userVerification: z.optional(z.string()),
})

export type PasskeyRequest = z.infer<typeof passkeyRequest>

/** Pass it to `PublicKeyCredential.parseCreationOptionsFromJSON` (WebAuthn, 5.1.8). */
export const passkeyCreation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.optional(z.string()), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.string(), alg: z.int() })),
  timeout: z.optional(z.int()),
  /** The user's passkeys, so that an authenticator doesn't make a second one. */
  excludeCredentials: z.optional(z.array(knownCredential)),
  authenticatorSelection: z.optional(
    z.object({
      residentKey: z.optional(z.string()),
      requireResidentKey: z.optional(z.boolean()),
      userVerification: z.optional(z.string()),
    }),
  ),
  attestation: z.optional(z.string()),
})

/**
 * What `PublicKeyCredential.toJSON` gives. Browsers add fields to it over time, so fields that we
 * don't read are allowed here.
 */
export const passkeyAnswer = z.looseObject({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.optional(z.nullable(base64url)),
  }),
})

export type PasskeyAnswer = z.infer<typeof passkeyAnswer>

/** The same for a new passkey. */
export const newPasskey = z.looseObject({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.optional(z.array(text(32, 1)).check(z.maxLength(10))),
  }),
})

export type NewPasskey = z.infer<typeof newPasskey>

/** `code` with the methods `totp` and `recovery-code`, `response` with `passkey`. */
export const proofFields = {
  method: factorMethod,
  code: z.optional(text(64, 1)),
  response: z.optional(passkeyAnswer),
}

type Proof = { method: FactorMethod; code?: string | undefined; response?: unknown }

const hasProof = ({ method, code, response }: Proof) =>
  (method === 'passkey' ? response : code) !== undefined

/** Names the field that the method needs. */
export const requireProof = z.check<Proof>((given) => {
  if (hasProof(given.value)) return
  const field = given.value.method === 'passkey' ? 'response' : 'code'
  const message = 'must be given with this method'
  given.issues.push({ code: 'custom', input: given.value, path: [field], message })
})

export const factorProof = z.strictObject(proofFields).check(requireProof)

export type FactorProof = z.infer<typeof factorProof>

/** What the user can prove their second factor with. */
export const factorRequest = z.object({
  /** Passkeys first. Empty: none can be used at the moment. */
  methods: z.array(factorMethod),
  /** With the method `passkey`: what to ask the browser for. */
  passkeyOptions: z.optional(passkeyRequest),
})

export type FactorRequest = z.infer<typeof factorRequest>
