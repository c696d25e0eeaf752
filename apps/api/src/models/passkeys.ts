import type {
  NewPasskey,
  PasskeyAnswer,
  PasskeyRequest,
} from '@rekey/contracts/second-factor-fields'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { decodeAttestationObject, isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers'
import type { Deps } from '../deps.ts'
import type { SecondFactor } from '../generated/prisma/client.ts'
import {
  type ChallengeFor,
  isPasskeyChallenge,
  makePasskeyChallenge,
} from './passkey-challenges.ts'

type PasskeyDeps = Pick<Deps, 'config' | 'keys' | 'clock'>
type Stored = Pick<SecondFactor, 'id' | 'credentialId' | 'publicKey' | 'counter' | 'transports'>

const timeoutMs = 300_000

/** The site to which passkeys are bound: the host of PUBLIC_URL, and pages of its origin alone. */
const siteOf = ({ publicUrl }: Deps['config']) => {
  const { hostname, origin } = new URL(publicUrl)
  return { rpId: hostname, origin }
}

/**
 * Without a password, the passkey alone has to be two factors, and the browser has to find it
 * without a username.
 */
const needsOnlyItself = ({ purpose }: ChallengeFor) =>
  purpose === 'sign-in' || purpose === 'new-in-reset'

const descriptor = ({ credentialId, transports }: Stored) => ({
  id: credentialId ?? '',
  transports,
})

/**
 * What a browser needs to make a passkey. The id that the authenticator keeps is ours, not a name.
 */
export function passkeyCreationOptions(
  { config, keys, clock }: PasskeyDeps,
  user: { readonly id: string; readonly username: string; readonly displayName: string },
  site: string,
  what: ChallengeFor,
  existing: readonly Stored[],
) {
  const need = needsOnlyItself(what) ? 'required' : 'preferred'
  return generateRegistrationOptions({
    rpName: site,
    rpID: siteOf(config).rpId,
    userID: new Uint8Array(Buffer.from(user.id.replaceAll('-', ''), 'hex')),
    userName: user.username,
    userDisplayName: user.displayName,
    challenge: bytesOf(makePasskeyChallenge(keys, what, clock.now())),
    timeout: timeoutMs,
    attestationType: 'none',
    excludeCredentials: existing.map(descriptor),
    authenticatorSelection: { residentKey: need, userVerification: need },
  })
}

/** A new passkey that answers our challenge. Null: it doesn't. */
export async function checkNewPasskey(
  { config, keys, clock }: PasskeyDeps,
  answer: NewPasskey,
  what: ChallengeFor,
) {
  const { rpId, origin } = siteOf(config)
  const response = {
    id: answer.id,
    rawId: answer.rawId,
    type: answer.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: answer.response.clientDataJSON,
      attestationObject: withoutAttestation(answer.response.attestationObject) ?? '',
    },
  }
  const result = await orNull(
    verifyRegistrationResponse({
      response,
      expectedChallenge: (given) => isPasskeyChallenge(keys, what, given, clock.now()),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: needsOnlyItself(what),
    }),
  )
  if (!result?.registrationInfo) return null
  const { credential, userVerified: verifiesUser } = result.registrationInfo
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: BigInt(credential.counter),
    transports: answer.response.transports ?? [],
    verifiesUser,
  }
}

/**
 * We ask for no attestation, so one that comes anyway isn't judged. To judge it, the library would
 * call addresses that the certificate names.
 */
function withoutAttestation(attestationObject: string): string | null {
  try {
    const authData = decodeAttestationObject(bytesOf(attestationObject)).get('authData')
    const bare = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return isoBase64URL.fromBuffer(isoCBOR.encode(bare as Parameters<typeof isoCBOR.encode>[0]))
  } catch {
    return null
  }
}

/** @param passkeys of the user; left out: any that the browser has for this site */
export async function passkeyRequestOptions(
  { config, keys, clock }: PasskeyDeps,
  what: ChallengeFor,
  passkeys?: readonly Stored[],
): Promise<PasskeyRequest> {
  return generateAuthenticationOptions({
    rpID: siteOf(config).rpId,
    challenge: bytesOf(makePasskeyChallenge(keys, what, clock.now())),
    timeout: timeoutMs,
    userVerification: needsOnlyItself(what) ? 'required' : 'preferred',
    ...(passkeys && { allowCredentials: passkeys.map(descriptor) }),
  })
}

export type CheckedAnswer = { readonly counter: number; readonly challenge: string }

/** The counter of a signature that answers our challenge. Null: it doesn't. */
export async function checkPasskey(
  { config, keys, clock }: PasskeyDeps,
  { id, publicKey, counter, transports }: Stored & { readonly id: string },
  answer: PasskeyAnswer,
  what: ChallengeFor,
): Promise<CheckedAnswer | null> {
  if (!publicKey) return null
  const { rpId, origin } = siteOf(config)
  let challenge = ''
  const { clientDataJSON, authenticatorData, signature } = answer.response
  const result = await orNull(
    verifyAuthenticationResponse({
      response: {
        id: answer.id,
        rawId: answer.rawId,
        type: answer.type,
        clientExtensionResults: {},
        response: { clientDataJSON, authenticatorData, signature },
      },
      expectedChallenge: (given) => {
        challenge = given
        return isPasskeyChallenge(keys, what, given, clock.now())
      },
      expectedOrigin: origin,
      expectedRPID: rpId,
      credential: { id, publicKey, counter: Number(counter), transports },
      requireUserVerification: needsOnlyItself(what),
    }),
  )
  return result?.verified ? { counter: result.authenticationInfo.newCounter, challenge } : null
}

/** The library throws for everything that is wrong with an answer. */
const orNull = <T>(checked: Promise<T>): Promise<T | null> => checked.catch(() => null)

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))
