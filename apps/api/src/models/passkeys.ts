import type { PasskeyAnswer, PasskeyRequest } from '@rekey/contracts/second-factor-fields'
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Deps } from '../deps.ts'
import type { SecondFactor } from '../generated/prisma/client.ts'
import {
  type ChallengeFor,
  isPasskeyChallenge,
  makePasskeyChallenge,
} from './passkey-challenges.ts'

export type PasskeyDeps = Pick<Deps, 'config' | 'keys' | 'clock'>
export type Stored = Pick<
  SecondFactor,
  'id' | 'credentialId' | 'publicKey' | 'counter' | 'transports'
>

/**
 * Without a password, the passkey alone has to be two factors, and the browser has to find it
 * without a username.
 */
const needsOnlyItself = ({ purpose }: ChallengeFor) =>
  purpose === 'sign-in' || purpose === 'new-in-reset'

export const needFor = (what: ChallengeFor) => (needsOnlyItself(what) ? 'required' : 'preferred')

/** What a browser is asked for a new passkey, and for one that exists. */
export const question = ({ config, keys, clock }: PasskeyDeps, what: ChallengeFor) => ({
  rpID: siteOf(config).rpId,
  challenge: bytesOf(makePasskeyChallenge(keys, what, clock.now())),
  timeout: timeoutMs,
})

/** What its answer must contain. */
export function expectations({ config, keys, clock }: PasskeyDeps, what: ChallengeFor) {
  const { rpId, origin } = siteOf(config)
  return {
    expectedChallenge: (given: string) => isPasskeyChallenge(keys, what, given, clock.now()),
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: needsOnlyItself(what),
  }
}

const timeoutMs = 300_000

/** The site to which passkeys are bound: the host of PUBLIC_URL, and pages of its origin alone. */
const siteOf = ({ publicUrl }: Deps['config']) => {
  const { hostname, origin } = new URL(publicUrl)
  return { rpId: hostname, origin }
}

export const descriptor = ({ credentialId, transports }: Stored) => ({
  id: credentialId ?? '',
  transports,
})

/** @param passkeys of the user; left out: any that the browser has for this site */
export async function passkeyRequestOptions(
  deps: PasskeyDeps,
  what: ChallengeFor,
  passkeys?: readonly Stored[],
): Promise<PasskeyRequest> {
  return generateAuthenticationOptions({
    ...question(deps, what),
    userVerification: needFor(what),
    ...(passkeys && { allowCredentials: passkeys.map(descriptor) }),
  })
}

export type CheckedAnswer = { readonly counter: number; readonly challenge: string }

/** The counter of a signature that answers our challenge. Null: it doesn't. */
export async function checkPasskey(
  deps: PasskeyDeps,
  { id, publicKey, counter, transports }: Stored & { readonly id: string },
  answer: PasskeyAnswer,
  what: ChallengeFor,
): Promise<CheckedAnswer | null> {
  if (!publicKey) return null
  const expected = expectations(deps, what)
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
      credential: { id, publicKey, counter: Number(counter), transports },
      ...expected,
      expectedChallenge: (given) => {
        challenge = given
        return expected.expectedChallenge(given)
      },
    }),
  )
  return result?.verified ? { counter: result.authenticationInfo.newCounter, challenge } : null
}

/** The library throws for everything that is wrong with an answer. */
export const orNull = <T>(checked: Promise<T>): Promise<T | null> => checked.catch(() => null)

export const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))
