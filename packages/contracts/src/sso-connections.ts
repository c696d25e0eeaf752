import * as z from 'zod/mini'
import { instant, line, text, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { route } from './route.ts'
import { ssoFailure } from './sso.ts'
import { visibleText } from './visible-text.ts'

export const ssoProtocol = z.enum(['oidc', 'saml'])

/**
 * An address at the provider: https, or http on this computer only. Browsers are redirected there,
 * so other schemes aren't allowed.
 */
const isProviderUrl = (value: string) => {
  // URL parsing drops these characters, but the value is stored as it was sent.
  if (/[\s\p{Cc}]/u.test(value)) return false
  const url = URL.parse(value)
  if (url?.username !== '' || url.password !== '') return false
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)
}

export const providerUrl = text(2_000, 1).check(z.refine(isProviderUrl, 'must be an https address'))

/** A domain name as people type it after the @ of an e-mail address. */
export const domainName = text(253, 1).check(
  z.overwrite(visibleText),
  z.refine(
    (value) => /^(?!-)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(value.trim()),
    'must be a domain name such as example.com',
  ),
)

/**
 * A domain that a connection claims. It owns the domain once the TXT record was found or the
 * operator has confirmed it.
 */
export const ssoDomain = z.object({
  domain: z.string(),
  provedAt: z.nullable(instant),
  /** The name of the TXT record, and the value that it must have. */
  txtName: z.string(),
  txtValue: z.string(),
})

export const ssoCertificate = z.object({
  /** SHA-256 of the DER form, in hexadecimal. */
  fingerprint: z.string(),
  validUntil: instant,
  pem: z.string(),
})

/** The result of a test: the provider identified the tester, or the reason why that failed. */
export const ssoTest = z.object({
  at: instant,
  ok: z.boolean(),
  /** One sentence: that it worked, or the cause. */
  detail: z.string(),
  /** Why it failed. Null: it worked. */
  reason: z.nullable(ssoFailure),
  /** The cause in one word, such as `wrong-audience`. */
  code: z.nullable(z.string()),
  /** What to do about the failure. */
  nextStep: z.nullable(z.string()),
  /** What decided: what the provider sent, against what is needed. Tokens are never included. */
  compared: z.array(
    z.object({
      claim: z.string(),
      /** Null: nothing came. */
      came: z.nullable(z.string()),
      needed: z.string(),
      ok: z.boolean(),
    }),
  ),
  /** Of a failed test: everything that the provider said about the person. */
  claims: z.array(z.object({ claim: z.string(), value: z.string() })),
})

export const ssoConnection = z.object({
  id: uuid,
  /** The name that people know: "Okta". */
  name: z.string(),
  protocol: ssoProtocol,
  /** Off: no one can sign in through it, and no page offers it. */
  enabled: z.boolean(),
  /** OIDC: the issuer's URL. SAML: the provider's entity id. */
  issuer: z.string(),
  clientId: z.nullable(z.string()),
  /** Whether there is a secret, which itself is never shown. */
  hasClientSecret: z.boolean(),
  /** SAML: where sign-in requests are sent. */
  signInUrl: z.nullable(z.string()),
  /** SAML: all of them are valid, so that the provider can switch to a new one. */
  certificates: z.array(ssoCertificate),
  /**
   * SAML: what the provider must sign. True: the whole answer; false: the assertion in it; null:
   * either one. Any signature that is present must be valid.
   */
  signsWhole: z.nullable(z.boolean()),
  /** SAML, newest first: the provider encrypts for the first one, and all of them can decrypt. */
  encryptionCertificates: z.array(ssoCertificate),
  /** Where users of this provider reset their passwords. */
  resetUrl: z.nullable(z.string()),
  /**
   * The claim (OIDC) or attribute (SAML) with the person's address. Null, OIDC: `email`, if
   * `email_verified` is true. Null, SAML: the attribute names of Entra, Okta, Google and AD FS, and
   * then a NameID that is an address.
   */
  addressFrom: z.nullable(z.string()),
  /** If on, users of its verified domains can only sign in there. */
  required: z.boolean(),
  domains: z.array(ssoDomain),
  /** The number of users who sign in through it. */
  userCount: z.int(),
  lastTest: z.nullable(ssoTest),
  /**
   * When the addresses in `endpoints` were entered at the provider: as somebody said, or as a test
   * has shown.
   */
  addressAddedAt: z.nullable(instant),
  /** Our values for the provider. OIDC: the redirect URI. SAML: ACS URL, entity id and metadata. */
  endpoints: z.object({
    start: z.string(),
    callback: z.string(),
    acs: z.string(),
    metadata: z.string(),
  }),
  createdAt: instant,
})

export type SsoConnection = z.infer<typeof ssoConnection>

const params = z.strictObject({ id: uuid })
const domainParams = z.strictObject({ id: uuid, domain: domainName })
const access = { anyOf: ['sso.write'] } as const

const fields = {
  name: line(60),
  issuer: text(2_000, 1),
  clientId: z.optional(text(500, 1)),
  /** Stored sealed. If left out, the stored secret stays. */
  clientSecret: z.optional(text(2_000, 1)),
  signInUrl: z.optional(providerUrl),
  /** X.509, PEM. There are two while the provider switches to a new one. */
  certificates: z.optional(z.array(text(16_384, 1)).check(z.minLength(1), z.maxLength(4))),
  signsWhole: z.optional(z.nullable(z.boolean())),
  resetUrl: z.optional(z.nullable(providerUrl)),
  addressFrom: z.optional(z.nullable(line(255))),
}

/** With their domains, certificates and last tests. Secrets are never included. */
export const listSsoConnections = route({
  name: 'list-sso-connections',
  method: 'GET',
  path: '/sso-connections',
  summary: 'Identity providers by name',
  access,
  limit: null,
  query: z.strictObject(paging),
  status: 200,
  answer: listOf(ssoConnection),
  problems: [],
})

/** A new connection is switched off, so that domains can be verified and a test made first. */
export const createSsoConnection = route({
  name: 'create-sso-connection',
  method: 'POST',
  path: '/sso-connections',
  summary: 'Add an identity provider',
  access,
  limit: null,
  body: z.strictObject({ ...fields, protocol: ssoProtocol }),
  bodyLimit: 131_072,
  status: 201,
  answer: ssoConnection,
  problems: ['conflict'],
})

/** With the values to enter at the provider, in `endpoints`. */
export const showSsoConnection = route({
  name: 'show-sso-connection',
  method: 'GET',
  path: '/sso-connections/{id}',
  summary: 'One identity provider',
  access,
  limit: null,
  params,
  status: 200,
  answer: ssoConnection,
  problems: ['not-found'],
})

/** Switching off is refused if no administrator could then sign in. */
export const changeSsoConnection = route({
  name: 'change-sso-connection',
  method: 'PATCH',
  path: '/sso-connections/{id}',
  summary: 'Change an identity provider, or switch it on or off',
  access,
  limit: null,
  params,
  body: z.strictObject({
    ...z.partial(z.object(fields)).shape,
    enabled: z.optional(z.boolean()),
    /** True: the addresses in `endpoints` have been entered at the provider. */
    addressAdded: z.optional(z.boolean()),
    /** On: ends passwords, resets and sessions of all users of its verified domains. */
    required: z.optional(z.boolean()),
  }),
  bodyLimit: 131_072,
  status: 200,
  answer: ssoConnection,
  problems: ['not-found', 'conflict', 'last-administrator', 'recent-sign-in-required'],
})

/**
 * Counts the users whose password would end if signing in at this provider were required, and those
 * who are offered the provider while it is on.
 */
export const previewRequiredSignIn = route({
  name: 'preview-required-sign-in',
  method: 'GET',
  path: '/sso-connections/{id}/required-preview',
  summary: 'How many users a required sign-in would change',
  access,
  limit: null,
  params,
  status: 200,
  answer: z.object({
    userCount: z.int(),
    /** Active users of its verified domains, whether or not they have a password. */
    offeredCount: z.int(),
  }),
  problems: ['not-found'],
})

/** Refused as long as users sign in through it. */
export const deleteSsoConnection = route({
  name: 'delete-sso-connection',
  method: 'DELETE',
  path: '/sso-connections/{id}',
  summary: 'Delete an identity provider',
  access,
  limit: null,
  params,
  status: 204,
  answer: null,
  problems: ['not-found', 'conflict', 'recent-sign-in-required'],
})

/**
 * The answer contains the TXT record that proves the domain. Until it is found, nobody can sign in
 * with addresses of the domain.
 */
export const claimSsoDomain = route({
  name: 'claim-sso-domain',
  method: 'POST',
  path: '/sso-connections/{id}/domains',
  summary: 'Claim a domain for an identity provider',
  access,
  limit: null,
  params,
  body: z.strictObject({ domain: domainName }),
  status: 200,
  answer: ssoConnection,
  problems: ['not-found', 'conflict'],
})

/** Looks for the TXT record. If DNS doesn't answer, the domain stays unverified. */
export const proveSsoDomain = route({
  name: 'prove-sso-domain',
  method: 'POST',
  path: '/sso-connections/{id}/domains/{domain}/prove',
  summary: 'Verify a claimed domain by its TXT record',
  access,
  limit: null,
  params: domainParams,
  status: 200,
  answer: ssoConnection,
  problems: ['not-found', 'conflict', 'recent-sign-in-required'],
})

/** People with addresses of the domain can't sign in at this provider any more. */
export const releaseSsoDomain = route({
  name: 'release-sso-domain',
  method: 'DELETE',
  path: '/sso-connections/{id}/domains/{domain}',
  summary: 'Take a domain from an identity provider',
  access,
  limit: null,
  params: domainParams,
  status: 200,
  answer: ssoConnection,
  problems: ['not-found', 'recent-sign-in-required'],
})

/**
 * Adds a new encryption certificate. Answers encrypted for older keys work until those are removed.
 */
export const addSsoEncryptionKey = route({
  name: 'add-sso-encryption-key',
  method: 'POST',
  path: '/sso-connections/{id}/encryption-keys',
  summary: 'Make a new key for encrypted SAML assertions',
  access,
  limit: null,
  params,
  status: 200,
  answer: ssoConnection,
  problems: ['not-found', 'conflict', 'recent-sign-in-required'],
})

/** The newest key can't be removed. */
export const removeSsoEncryptionKey = route({
  name: 'remove-sso-encryption-key',
  method: 'DELETE',
  path: '/sso-connections/{id}/encryption-keys/{fingerprint}',
  summary: 'Remove an older key for encrypted SAML assertions',
  access,
  limit: null,
  params: z.strictObject({ id: uuid, fingerprint: text(64, 64) }),
  status: 200,
  answer: ssoConnection,
  problems: ['not-found', 'conflict', 'recent-sign-in-required'],
})

/** What a SAML provider's metadata contain, to fill in the form. Nothing is stored. */
export const samlMetadata = z.object({
  entityId: z.string(),
  /** Where sign-in requests are sent. Null if the metadata have no address that we can use. */
  signInUrl: z.nullable(z.string()),
  /**
   * How the address takes requests. We redirect; some providers accept that at their POST address
   * too.
   */
  binding: z.nullable(z.enum(['redirect', 'post'])),
  certificates: z.array(ssoCertificate),
  /** Why each of the omitted certificates was refused. */
  refusedCertificates: z.array(z.string()),
  validUntil: z.nullable(instant),
  isExpired: z.boolean(),
  /**
   * True if the provider wants signed requests. We sign none, so a strict provider refuses them.
   */
  wantsSignedRequests: z.boolean(),
})

export type SamlMetadata = z.infer<typeof samlMetadata>

/** Reads a provider's metadata from their https address or from XML. */
export const readSsoMetadata = route({
  name: 'read-sso-metadata',
  method: 'POST',
  path: '/sso-connections/read-metadata',
  summary: "Read a SAML provider's metadata",
  access,
  limit: null,
  /** Exactly one of the two. */
  body: z.strictObject({ url: z.optional(providerUrl), xml: z.optional(text(262_144, 1)) }).check(
    z.refine(({ url, xml }) => (url === undefined) !== (xml === undefined), {
      message: 'must be sent, or xml instead, and not both',
      path: ['url'],
    }),
  ),
  bodyLimit: 1_048_576,
  status: 200,
  answer: z.object({
    providers: z.array(samlMetadata),
    /** Whether there is a signature. It isn't checked, since we don't know which key to trust. */
    isSigned: z.boolean(),
  }),
  problems: [],
})
