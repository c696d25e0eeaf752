import type { FieldFault } from '@rekey/contracts/problems'
import type { Body } from '@rekey/contracts/route'
import { type changeSsoConnection, providerUrl } from '@rekey/contracts/sso-connections'
import { Problem } from '../../http/problem.ts'
import { readCertificate } from './certificates.ts'

type Protocol = 'oidc' | 'saml'

/** What an administrator decides of a connection, but for its client secret. */
export type ConnectionFields = {
  readonly name: string
  readonly issuer: string
  readonly clientId: string | null
  readonly signInUrl: string | null
  readonly certificates: readonly string[]
  readonly signsWhole: boolean | null
  readonly resetUrl: string | null
  readonly addressFrom: string | null
}

type Given = Body<typeof changeSsoConnection>

const noFields: ConnectionFields = {
  name: '',
  issuer: '',
  clientId: null,
  signInUrl: null,
  certificates: [],
  signsWhole: null,
  resetUrl: null,
  addressFrom: null,
}

/**
 * The fields as they will be: what is given over what is there.
 * @throws Problem bad-request with a fault for each field that this protocol lacks, doesn't know,
 *   or can't use
 */
export function mergeFields(
  protocol: Protocol,
  before: ConnectionFields | null,
  given: Given,
  now: Date,
): ConnectionFields {
  const kept = before ?? noFields
  const certificates = given.certificates
    ? readCertificates(given.certificates, kept.certificates, now)
    : { pems: kept.certificates, faults: [] }
  const merged = {
    name: given.name?.trim() ?? kept.name,
    issuer: given.issuer?.trim() ?? kept.issuer,
    clientId: given.clientId ?? kept.clientId,
    signInUrl: given.signInUrl ?? kept.signInUrl,
    certificates: certificates.pems,
    signsWhole: given.signsWhole === undefined ? kept.signsWhole : given.signsWhole,
    resetUrl: given.resetUrl === undefined ? kept.resetUrl : given.resetUrl,
    addressFrom:
      given.addressFrom === undefined ? kept.addressFrom : (given.addressFrom?.trim() ?? null),
  }
  const faults = [
    ...foreignFaults(protocol, given),
    ...(protocol === 'oidc' ? oidcFaults(merged) : samlFaults(merged)),
    ...certificates.faults,
  ]
  if (faults.length > 0) throw new Problem('bad-request', { errors: faults })
  return merged
}

const foreign = {
  oidc: {
    fields: ['signInUrl', 'certificates', 'signsWhole'],
    detail: 'is not used with OpenID Connect',
  },
  saml: { fields: ['clientId', 'clientSecret'], detail: 'is not used with SAML' },
} as const

const foreignFaults = (protocol: Protocol, given: Given): FieldFault[] =>
  foreign[protocol].fields
    .filter((field) => given[field] !== undefined)
    .map((field) => ({ pointer: `/${field}`, detail: foreign[protocol].detail }))

/** An issuer has neither query nor fragment (OpenID Connect Discovery 1.0, section 3). */
function oidcFaults({ issuer, clientId }: ConnectionFields): FieldFault[] {
  const isIssuer = providerUrl.safeParse(issuer).success && !/[?#]/.test(issuer)
  return [
    ...(isIssuer ? [] : [{ pointer: '/issuer', detail: 'must be an https address' }]),
    ...(clientId === null ? [{ pointer: '/clientId', detail: 'is required' }] : []),
  ]
}

const samlFaults = ({ issuer, signInUrl, certificates }: ConnectionFields): FieldFault[] => [
  ...(issuer === '' || /\p{Cc}/u.test(issuer)
    ? [{ pointer: '/issuer', detail: "must be the provider's entity id" }]
    : []),
  ...(signInUrl === null ? [{ pointer: '/signInUrl', detail: 'is required' }] : []),
  ...(certificates.length === 0 ? [{ pointer: '/certificates', detail: 'is required' }] : []),
]

/** Each once, whatever spelling it came in. */
function readCertificates(given: readonly string[], kept: readonly string[], now: Date) {
  const read = given.map((text) => readCertificate(text, now, kept))
  return {
    pems: [...new Set(read.flatMap((one) => ('pem' in one ? [one.pem] : [])))],
    faults: read.flatMap((one, index) =>
      'fault' in one ? [{ pointer: `/certificates/${index}`, detail: one.fault }] : [],
    ),
  }
}
