import type { Answer } from '@rekey/contracts/route'
import type {
  NewPasskey,
  PasskeyAnswer,
  PasskeyRequest,
} from '@rekey/contracts/second-factor-fields'
import type { addPasskeyOptions } from '@rekey/contracts/second-factors'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'

/**
 * The library is fetched when a passkey is used, as most people never use one. Null: it can't be
 * fetched, for example because the server was upgraded since this page was loaded.
 */
const load = () => import('@simplewebauthn/browser').catch(() => null)

/**
 * Lets the person use a passkey.
 * @returns null: they cancelled, have none here, or the browser can't
 */
export async function askForPasskey(
  options: PasskeyRequest,
): Promise<PasskeyAnswer | 'not-loaded' | null> {
  const library = await load()
  if (!library) return 'not-loaded'
  try {
    const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON
    const answer = await library.startAuthentication({ optionsJSON })
    return { ...answer, response: { ...answer.response } }
  } catch {
    return null
  }
}

/**
 * Makes a passkey.
 * @returns `exists`: this authenticator has one of the user already; null: the person cancelled
 */
export async function makePasskey(
  options: Answer<typeof addPasskeyOptions>,
): Promise<NewPasskey | 'exists' | 'not-loaded' | null> {
  const library = await load()
  if (!library) return 'not-loaded'
  try {
    const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON
    const made = await library.startRegistration({ optionsJSON })
    return { ...made, response: { ...made.response } }
  } catch (error) {
    // WebAuthn, 5.1.3: the authenticator holds one of `excludeCredentials`.
    return (error as Error).name === 'InvalidStateError' ? 'exists' : null
  }
}
