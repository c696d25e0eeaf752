import type { NewPasskey } from '@rekey/contracts/second-factor-fields'
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject, isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers'
import type { ChallengeFor } from './passkey-challenges.ts'
import {
  bytesOf,
  descriptor,
  expectations,
  needFor,
  orNull,
  type PasskeyDeps,
  question,
  type Stored,
} from './passkeys.ts'

/**
 * What a browser needs to make a passkey. The id that the authenticator keeps is ours, not a name.
 */
export function passkeyCreationOptions(
  deps: PasskeyDeps,
  user: { readonly id: string; readonly username: string; readonly displayName: string },
  site: string,
  what: ChallengeFor,
  existing: readonly Stored[],
) {
  return generateRegistrationOptions({
    ...question(deps, what),
    rpName: site,
    userID: new Uint8Array(Buffer.from(user.id.replaceAll('-', ''), 'hex')),
    userName: user.username,
    userDisplayName: user.displayName,
    attestationType: 'none',
    excludeCredentials: existing.map(descriptor),
    authenticatorSelection: { residentKey: needFor(what), userVerification: needFor(what) },
  })
}

/** A new passkey that answers our challenge. Null: it doesn't. */
export async function checkNewPasskey(deps: PasskeyDeps, answer: NewPasskey, what: ChallengeFor) {
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
  const result = await orNull(verifyRegistrationResponse({ response, ...expectations(deps, what) }))
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
