import type { SsoFailure } from '@rekey/contracts/sso'

/** What the sentences about a test need to know of its connection. */
export type Tested = {
  readonly name: string
  readonly protocol: 'oidc' | 'saml'
  readonly addressFrom: string | null
  /** The verified domains. */
  readonly domains: readonly string[]
}

/** What is wrong, and what to do about it. `{name}` stands for the provider. */
type Sentences = readonly [detail: string, nextStep: string | null]

/** `{name}` stands for the provider. What isn't named here has the sentence of its reason. */
export const ofReasons: Readonly<Record<SsoFailure, Sentences>> = {
  'flow-unknown': [
    'You started the test in another browser, or more than ten minutes ago.',
    'Test again, and come back in the same browser.',
  ],
  'refused-by-provider': [
    '{name} refused the sign-in.',
    'Check at {name} that your account may use this application.',
  ],
  'answer-not-accepted': ['We could not accept the answer of {name}.', 'Compare the settings.'],
  'provider-unreachable': [
    '{name} could not be reached.',
    'Check the address in the settings, and whether this server may connect to it.',
  ],
  'address-not-owned': [
    '{name} sent no e-mail address of a verified domain.',
    'Verify the domain, or test with another account.',
  ],
  'account-not-usable': ['The account cannot be used.', 'Test with another account.'],
  'sign-in-not-repeated': ['{name} did not ask for the password again.', null],
  'connection-off': ['The connection is gone.', null],
}

const secretWrong: Sentences = [
  '{name} does not accept our client id and secret.',
  'Copy both again from {name} into the settings. A secret may have expired there.',
]
const clocksDiffer: Sentences = [
  'The clocks of {name} and of this server differ.',
  'Set the clock of this server by NTP, then test again.',
]
const signatureWrong: Sentences = [
  'The answer of {name} is not signed with a certificate or key that we know.',
  'Add the certificate with which {name} signs now, or read its metadata again.',
]

/** Where a provider of OpenID Connect, which publishes its keys itself, needs other words. */
export const ofOidcCodes: Readonly<Record<string, Sentences>> = {
  'wrong-signature': [
    'The answer of {name} is not signed with a key that it publishes.',
    'If {name} has just changed its keys, test again in five minutes.',
  ],
}

export const ofCodes: Readonly<Record<string, Sentences>> = {
  access_denied: [
    '{name} refused the sign-in, or you cancelled it.',
    'Assign your account to this application at {name}, then test again.',
  ],
  unauthorized_client: [
    '{name} does not let this application sign people in.',
    'Allow the grant type Authorization Code for the application at {name}.',
  ],
  invalid_scope: [
    '{name} does not allow the scopes openid, email and profile.',
    'Allow these scopes for the application at {name}.',
  ],
  invalid_client: secretWrong,
  'client-refused': secretWrong,
  invalid_grant: [
    '{name} does not accept the code that it sent.',
    'Check that the redirect address at {name} is the one above, letter by letter.',
  ],
  'wrong-audience': [
    'The answer of {name} is meant for another application.',
    'Enter the value that we need at {name}, or correct the settings here.',
  ],
  'wrong-issuer': [
    'The answer comes from another issuer than the settings name.',
    'Correct the issuer in the settings, if the one that came is yours.',
  ],
  'wrong-recipient': [
    'The answer of {name} is meant for another address.',
    'Enter our assertion consumer address (ACS) at {name}.',
  ],
  'not-yet-valid': clocksDiffer,
  expired: clocksDiffer,
  'wrong-signature': signatureWrong,
  'not-signed': [
    'The answer of {name} is not signed where it must be.',
    'Let {name} sign the answer or the assertion, or change what must be signed in the settings.',
  ],
  'weak-signature': [
    '{name} signs with an algorithm that is too weak.',
    'Choose RSA or ECDSA with SHA-256 at {name}.',
  ],
  'wrong-subject': [
    '{name} told us about another person than the one who signed in.',
    'Check the user info address at {name}.',
  ],
  'transient-subject': [
    '{name} names a person differently at each sign-in.',
    'Choose a NameID at {name} that never changes, such as the user’s id.',
  ],
  'no-subject': [
    'The answer of {name} names nobody.',
    'Let {name} send a NameID or the claim sub that never changes.',
  ],
  'not-decrypted': [
    'We could not decrypt the answer of {name}.',
    'Give {name} the newest encryption certificate from our metadata.',
  ],
  timeout: [
    '{name} did not answer in time.',
    'Check that {name} is up and that this server may connect to it, then test again.',
  ],
}
