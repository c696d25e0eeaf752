import * as z from 'zod/mini'
import { instant, line, text, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { route } from './route.ts'
import { visibleText } from './visible-text.ts'

export const ssoProtocol = z.enum(['oidc', 'saml'])

/**
 * An address at the provider: https, or http on this machine alone. Browsers are sent there, so
 * nothing else may be called an address.
 */
const isProviderUrl = (value: string) => {
  // URLs are parsed without them, and kept as they came.
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

/** One domain that a connection claims: it owns it once the TXT record was found, or the operator said so. */
export const ssoDomain = z.object({
  domain: z.string(),
  provedAt: z.nullable(instant),
  /** Where the TXT record is looked for, and what it must hold. */
  txtName: z.string(),
  txtValue: z.string(),
})

export const ssoCertificate = z.object({
  /** SHA-256 of the DER form, in hexadecimal. */
  fingerprint: z.string(),
  validUntil: instant,
  pem: z.string(),
})

/** What a test found: the provider was reached, and said who the tester is; or why not. */
export const ssoTest = z.object({
  at: instant,
  ok: z.boolean(),
  /** One sentence. */
  detail: z.string(),
})

export const ssoConnection = z.object({
  id: uuid,
  /** As people know it: "Okta". */
  name: z.string(),
  protocol: ssoProtocol,
  /** Off: nobody signs in through it, and no page offers it. */
  enabled: z.boolean(),
  /** OIDC: the issuer's URL. SAML: the provider's entity id. */
  issuer: z.string(),
  clientId: z.nullable(z.string()),
  /** The secret itself is never shown. */
  hasClientSecret: z.boolean(),
  /** SAML: where sign-in requests are sent. */
  signInUrl: z.nullable(z.string()),
  /** SAML: each is good, so that the provider can change over. */
  certificates: z.array(ssoCertificate),
  /**
   * SAML: what the provider must sign. True: the whole answer; false: the assertion in it; null:
   * either will do. A signature that is there must hold in any case.
   */
  signsWhole: z.nullable(z.boolean()),
  /** SAML, newest first: the provider encrypts with the first, and what any of them opens is read. */
  encryptionCertificates: z.array(ssoCertificate),
  /** Where that provider's passwords are reset. */
  resetUrl: z.nullable(z.string()),
  /**
   * The claim (OIDC) or attribute (SAML) that holds the person's address. Null, OIDC: `email`, if
   * `email_verified` is true. Null, SAML: the attribute names that Entra, Okta, Google and AD FS
   * use, and then a NameID that is an address.
   */
  addressFrom: z.nullable(z.string()),
  /** While it is on, users of its proved domains sign in there and nowhere else. */
  required: z.boolean(),
  domains: z.array(ssoDomain),
  /** Users who sign in through it. */
  userCount: z.int(),
  lastTest: z.nullable(ssoTest),
  /** What the provider is told of us: OIDC's redirect URI; SAML's ACS URL, entity id and metadata. */
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
  /** Kept sealed; left out: what is kept stays. */
  clientSecret: z.optional(text(2_000, 1)),
  signInUrl: z.optional(providerUrl),
  /** X.509, PEM; two while the provider changes over. */
  certificates: z.optional(z.array(text(16_384, 1)).check(z.minLength(1), z.maxLength(4))),
  signsWhole: z.optional(z.nullable(z.boolean())),
  resetUrl: z.optional(z.nullable(providerUrl)),
  addressFrom: z.optional(z.nullable(line(255))),
}

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

/** Begins switched off: domains are proved and a test is made first. */
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

/** Switching off is refused while no administrator could sign in otherwise. */
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
    /** On: ends passwords, resets and sessions of all users of its proved domains. */
    required: z.optional(z.boolean()),
  }),
  bodyLimit: 131_072,
  status: 200,
  answer: ssoConnection,
  problems: ['not-found', 'conflict', 'last-administrator', 'recent-sign-in-required'],
})

/** How many users would lose their password here. */
export const previewRequiredSignIn = route({
  name: 'preview-required-sign-in',
  method: 'GET',
  path: '/sso-connections/{id}/required-preview',
  summary: 'How many users a required sign-in would change',
  access,
  limit: null,
  params,
  status: 200,
  answer: z.object({ userCount: z.int() }),
  problems: ['not-found'],
})

/** Refused while users sign in through it. */
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

/** Looks for the TXT record. What DNS doesn't answer proves nothing. */
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

/** The provider is told the new certificate; answers for the older keys are read until those are removed. */
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

/** The newest one stays. */
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

/** What a SAML provider's metadata say of it, for the form: nothing is kept. */
export const samlMetadata = z.object({
  entityId: z.string(),
  /** Where sign-in requests are sent; null: none is there that we could use. */
  signInUrl: z.nullable(z.string()),
  /** How that address takes them. We redirect; some take that at the address of their forms too. */
  binding: z.nullable(z.enum(['redirect', 'post'])),
  certificates: z.array(ssoCertificate),
  /** What is wrong with each certificate that was left out. */
  refusedCertificates: z.array(z.string()),
  validUntil: z.nullable(instant),
  isExpired: z.boolean(),
  /** We sign no requests: a provider that insists refuses them. */
  wantsSignedRequests: z.boolean(),
})

export type SamlMetadata = z.infer<typeof samlMetadata>

/** Reads a provider's metadata, by their https address or as XML. */
export const readSsoMetadata = route({
  name: 'read-sso-metadata',
  method: 'POST',
  path: '/sso-connections/read-metadata',
  summary: "Read a SAML provider's metadata",
  access,
  limit: null,
  /** One of the two. */
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
    /** A signature is there. It isn't checked, since nothing says whose key to trust. */
    isSigned: z.boolean(),
  }),
  problems: [],
})
