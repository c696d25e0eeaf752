import type { Body } from '@rekey/contracts/route'
import type {
  changeSsoConnection,
  createSsoConnection,
  SamlMetadata,
  SsoConnection,
} from '@rekey/contracts/sso-connections'

export type Protocol = SsoConnection['protocol']

export type ConnectionField =
  | 'name'
  | 'issuer'
  | 'clientId'
  | 'clientSecret'
  | 'signInUrl'
  | 'certificate'
  | 'signsWhole'
  | 'addressFrom'
  | 'resetUrl'

export type ConnectionValues = Record<ConnectionField, string>

/**
 * The fields of a protocol, in the order of the screen.
 * @param isNew after creation, certificates have their own section instead of a field
 */
export function fieldsOf(protocol: Protocol, isNew: boolean): readonly ConnectionField[] {
  if (protocol === 'oidc') {
    return ['name', 'issuer', 'clientId', 'clientSecret', 'addressFrom', 'resetUrl']
  }
  const certificate = isNew ? (['certificate'] as const) : []
  return ['name', 'issuer', 'signInUrl', ...certificate, 'signsWhole', 'addressFrom', 'resetUrl']
}

export const noConnection: ConnectionValues = {
  name: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  signInUrl: '',
  certificate: '',
  signsWhole: 'either',
  addressFrom: '',
  resetUrl: '',
}

export const valuesOf = (connection: SsoConnection): ConnectionValues => ({
  ...noConnection,
  name: connection.name,
  issuer: connection.issuer,
  clientId: connection.clientId ?? '',
  signInUrl: connection.signInUrl ?? '',
  signsWhole: nameOfSigned(connection.signsWhole),
  addressFrom: connection.addressFrom ?? '',
  resetUrl: connection.resetUrl ?? '',
})

/** Maps the options for the part that the provider must sign to the contract's values. */
const signed = { either: null, answer: true, assertion: false } as const

export type Signed = keyof typeof signed

export const nameOfSigned = (signsWhole: boolean | null): Signed =>
  signsWhole === null ? 'either' : signsWhole ? 'answer' : 'assertion'

const signsWholeOf = (value: string) => signed[value as Signed] ?? null

/** Metadata may contain several certificates, one after the other. */
const splitCertificates = (typed: string): string[] =>
  typed.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [typed]

/**
 * Values from the provider's metadata replace the typed ones. Only as many certificates as allowed
 * are taken.
 */
export const valuesFrom = ({ entityId, signInUrl, certificates }: SamlMetadata) => ({
  issuer: entityId,
  signInUrl: signInUrl ?? '',
  certificate: certificates
    .slice(0, mostCertificates)
    .map(({ pem }) => pem)
    .join(''),
})

const mostCertificates = 4

/** Turns the values into the contract's form. An empty secret is left out. */
export function bodyOf(
  protocol: Protocol,
  typed: ConnectionValues,
): Body<typeof createSsoConnection> {
  const values = trimmed(typed)
  const { name, issuer, clientId, clientSecret, signInUrl, certificate } = values
  return {
    protocol,
    name,
    issuer,
    addressFrom: values.addressFrom || null,
    resetUrl: values.resetUrl || null,
    ...(protocol === 'oidc' && { clientId, ...(clientSecret && { clientSecret }) }),
    ...(protocol === 'saml' && { signInUrl, certificates: splitCertificates(certificate) }),
    ...(protocol === 'saml' &&
      values.signsWhole !== 'either' && { signsWhole: signsWholeOf(values.signsWhole) }),
  }
}

/**
 * Sends only the changed fields, so that two people who change different fields don't undo each
 * other's changes.
 */
export function changesOf(
  typed: ConnectionValues,
  before: SsoConnection,
): Body<typeof changeSsoConnection> {
  const values = trimmed(typed)
  const was = valuesOf(before)
  const changed = fieldsOf(before.protocol, false).filter((field) => values[field] !== was[field])
  const changeOf = (field: ConnectionField) =>
    field === 'signsWhole'
      ? signsWholeOf(values.signsWhole)
      : values[field] || (mayBeNull.has(field) ? null : '')
  return Object.fromEntries(changed.map((field) => [field, changeOf(field)]))
}

/** These fields become null when they are empty. */
const mayBeNull: ReadonlySet<ConnectionField> = new Set(['addressFrom', 'resetUrl'])

const trimmed = (values: ConnectionValues) =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, value.trim()]),
  ) as ConnectionValues
