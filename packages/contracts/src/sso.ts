import * as z from 'zod/mini'
import { code, instant, password, text, token, uuid } from './fields.ts'
import { route } from './route.ts'
import { factorProof } from './second-factor-fields.ts'
import { appAnswer, ownUser } from './sessions.ts'

/**
 * Why signing in at a provider failed, for the page `/sso/failed?reason=` and the audit log. The
 * page has a sentence for each reason.
 */
export const ssoFailure = z.enum([
  /**
   * This browser has no such flow: it began elsewhere, is over ten minutes old, was used before, or
   * four others have begun since.
   */
  'flow-unknown',
  /** The provider refused, or the person cancelled. */
  'refused-by-provider',
  /** The answer isn't genuine, isn't meant for us, or isn't valid now. */
  'answer-not-accepted',
  /** The provider couldn't be reached. */
  'provider-unreachable',
  /** The provider sent no e-mail address of a domain that it owns here. */
  'address-not-owned',
  /** The account is deactivated or belongs to a device user. */
  'account-not-usable',
  /** A new sign-in was required, but the provider doesn't confirm it. */
  'sign-in-not-repeated',
  /** The connection is switched off. */
  'connection-off',
])

export type SsoFailure = z.infer<typeof ssoFailure>

const params = z.strictObject({ id: uuid })
const oneText = z.optional(text(8_192))

/**
 * Redirects the browser to the provider. A cookie remembers the flow, which works once and for ten
 * minutes. Four tabs of a browser can be on the way at once.
 */
export const startSso = route({
  name: 'start-sso',
  method: 'GET',
  path: '/sso/{id}/start',
  summary: 'Sign in at an identity provider',
  access: 'public',
  limit: 'signIns',
  params,
  query: z.strictObject({
    /** A path in our app to return to. Other values are ignored. */
    returnTo: oneText,
    /** The typed username, passed on as a hint. */
    username: oneText,
    /**
     * A test by an administrator [sso.write], also while the connection is off. It signs no one in.
     */
    test: z.optional(z.literal('true')),
    /** The provider must ask for the password again, as a recent sign-in is required. */
    again: z.optional(z.literal('true')),
    /** Sent by tiles at OpenID Connect providers (OpenID Connect Core 1.0, section 4). */
    iss: oneText,
    login_hint: oneText,
    target_link_uri: oneText,
  }),
  status: 303,
  answer: null,
  problemPage: '/sso/failed',
  problems: ['not-signed-in', 'not-permitted'],
})

/** Receives the provider's redirect with OpenID Connect (RFC 6749, 4.1.2). */
export const finishOidc = route({
  name: 'finish-oidc',
  method: 'GET',
  path: '/sso/{id}/callback',
  summary: 'Come back from an OpenID Connect provider',
  access: 'public',
  limit: 'signIns',
  params,
  query: z.looseObject({ state: oneText, code: oneText, error: oneText, iss: oneText }),
  status: 303,
  answer: null,
  problemPage: '/sso/failed',
  problems: [],
})

/** Receives the form that the provider's page posts with SAML (SAML bindings, 3.5). */
export const finishSaml = route({
  name: 'finish-saml',
  method: 'POST',
  path: '/sso/{id}/acs',
  summary: 'Come back from a SAML provider',
  access: 'public',
  limit: 'signIns',
  params,
  takes: 'application/x-www-form-urlencoded',
  bodyLimit: 262_144,
  fromElsewhere: true,
  body: z.looseObject({ SAMLResponse: text(262_144, 1), RelayState: oneText }),
  status: 303,
  answer: null,
  problemPage: '/sso/failed',
  problems: ['overloaded'],
})

/** The entity id, the ACS URL and the encryption certificates, as XML to enter at the provider. */
export const showSamlMetadata = route({
  name: 'show-saml-metadata',
  method: 'GET',
  path: '/sso/{id}/metadata',
  summary: 'Our metadata for a SAML provider',
  access: 'public',
  limit: 'signIns',
  params,
  status: 200,
  answer: z.string(),
  answersIn: 'application/xml',
  problems: ['not-found'],
})

/**
 * A person signed in at a provider for the first time, and a user with the same address exists. A
 * cookie (ten minutes) in the browser remembers this. Connecting needs the user's password, or link
 * and code.
 */
export const showSsoLink = route({
  name: 'show-sso-link',
  method: 'GET',
  path: '/sso-links/current',
  summary: 'Which account is about to be linked in this browser',
  access: 'public',
  limit: 'codeTries',
  status: 200,
  answer: z.object({
    username: z.string(),
    connectionName: z.string(),
    expiresAt: instant,
    /** False: users of this provider have no password here, so only link and code work. */
    takesPassword: z.boolean(),
  }),
  problems: ['not-found'],
})

/** Connects the account by password and signs in. */
export const proveSsoLink = route({
  name: 'prove-sso-link',
  method: 'POST',
  path: '/sso-links/current/password',
  summary: 'Link the account by its password',
  access: 'public',
  limit: 'signIns',
  body: z.strictObject({ password, secondFactor: z.optional(factorProof) }),
  status: 201,
  answer: z.object({ user: ownUser, returnTo: z.nullable(z.string()), ...appAnswer }),
  answerHoldsSecret: true,
  problems: [
    'not-found',
    'sign-in-failed',
    'second-factor-required',
    'second-factor-wrong',
    'rate-limited',
    'overloaded',
  ],
})

/**
 * Mails link and code to the account's address. The answer is the same whether or not a mail is
 * sent.
 */
export const mailSsoLink = route({
  name: 'mail-sso-link',
  method: 'POST',
  path: '/sso-links/current/mail',
  summary: 'Send the link and code that link the account',
  access: 'public',
  limit: 'passwordResets',
  status: 202,
  answer: z.object({ status: z.literal('accepted'), resendAfterSeconds: z.int() }),
  problems: ['not-found'],
})

/** Works on any device and changes nothing. */
export const inspectSsoLink = route({
  name: 'inspect-sso-link',
  method: 'POST',
  path: '/sso-links/inspect',
  summary: 'Which account a mailed link would link with which provider',
  access: 'public',
  limit: 'codeTries',
  body: z.strictObject({ token }),
  status: 200,
  answer: z.object({
    username: z.string(),
    connectionName: z.string(),
    expiresAt: z.nullable(instant),
    triesLeft: z.int(),
  }),
  problems: ['reset-link-invalid'],
})

/**
 * Connects the account. From then on the user signs in at the provider, and no longer with a
 * password here.
 */
export const completeSsoLink = route({
  name: 'complete-sso-link',
  method: 'POST',
  path: '/sso-links/complete',
  summary: 'Link the account by the mailed link and code',
  access: 'public',
  limit: 'codeTries',
  body: z.strictObject({ token, code, secondFactor: z.optional(factorProof) }),
  status: 200,
  answer: z.object({ username: z.string(), connectionName: z.string(), startUrl: z.string() }),
  problems: [
    'reset-link-invalid',
    'reset-code-wrong',
    'second-factor-required',
    'second-factor-wrong',
  ],
})
