import type { Deps } from '../../deps.ts'
import { findDecryptionKeys } from '../../models/decryption-keys.ts'
import { endpointsOf, type SamlConnection } from '../../models/sso-connections.ts'
import { type Claims, readClaims } from './claims.ts'
import { decodeAnswer } from './decode-answer.ts'
import { type Assertion, judgeAssertion } from './judge-assertion.ts'
import { judgeShape } from './judge-shape.ts'
import { readAssertion } from './read-assertion.ts'
import { SsoRefusal } from './sso-refusal.ts'

const formats = 'urn:oasis:names:tc:SAML:2.0:nameid-format:'

/** Of a NameID that may be an address. Others, such as Kerberos names, only look like one. */
const addressFormats = [
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  undefined,
]

/** The usual names of the attribute, in lower case. */
const emailNames = [
  'email',
  'mail',
  'emailaddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'http://schemas.xmlsoap.org/claims/emailaddress',
  'user.email',
  'user.mail',
]
const displayNames = [
  'displayname',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'http://schemas.microsoft.com/identity/claims/displayname',
  'name',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
]

/**
 * Whom a SAML answer means, if it is genuine, whole, in answer to this request, for us, and now.
 * Only what the signature covers is read. @throws SsoRefusal
 */
export async function readSamlAnswer(
  { config, clock, db, keys }: Pick<Deps, 'config' | 'clock' | 'db' | 'keys'>,
  connection: SamlConnection,
  requestId: string,
  encoded: string,
): Promise<Claims> {
  const { acs: recipient, metadata: audience } = endpointsOf(config.publicUrl, connection.id)
  const { issuer } = connection
  const expected = { issuer, audience, recipient, requestId, now: clock.now() }
  const xml = decodeAnswer(encoded)
  const shape = await judgeShape(xml, expected)
  const decryptionKeys = shape.isEncrypted ? await findDecryptionKeys(db, keys, connection.id) : []
  const assertion = await readAssertion(xml, shape, { ...connection, decryptionKeys })
  return claimsOf(judgeAssertion(assertion, expected), connection)
}

/** @throws SsoRefusal for names that are made anew at each sign-in: they name nobody twice */
function claimsOf(assertion: Assertion, { issuer, addressFrom }: SamlConnection): Claims {
  const names = assertion.Subject[0]?.NameID ?? []
  const name = names.length === 1 ? names[0]?._?.trim() : undefined
  const format = names[0]?.$?.Format
  if (format === `${formats}transient`) refuse('transient-subject')
  return readClaims({
    issuer,
    subject: name,
    email: addressFrom
      ? findAttribute(assertion, [addressFrom.toLowerCase()])
      : (findAttribute(assertion, emailNames) ?? (addressFormats.includes(format) ? name : null)),
    displayName: findAttribute(assertion, displayNames),
    ...timesOf(assertion),
    said: attributesOf(assertion, name),
  })
}

/** Every attribute with its values, and the NameID. */
function attributesOf({ AttributeStatement = [] }: Assertion, name: string | undefined) {
  const all = AttributeStatement.flatMap(({ Attribute = [] }) => Attribute)
  const named = all.map(({ $, AttributeValue = [] }) => [
    $?.Name ?? '',
    AttributeValue.flatMap(({ _ }) => _?.trim() || []).join(', '),
  ])
  return { NameID: name, ...Object.fromEntries(named) }
}

/** When the person signed in there: of several statements, the newest. */
function timesOf({ $: own, AuthnStatement = [] }: Assertion) {
  const instants = AuthnStatement.map(({ $ }) => Date.parse($?.AuthnInstant ?? ''))
  const known = instants.filter((instant) => !Number.isNaN(instant))
  return {
    signedInAt: known.length > 0 ? Math.max(...known) : null,
    answeredAt: Date.parse(own?.IssueInstant ?? ''),
  }
}

/** The first value of the first of these names that says something. */
function findAttribute(assertion: Assertion, names: readonly string[]): string | undefined {
  const all = (assertion.AttributeStatement ?? []).flatMap(({ Attribute = [] }) => Attribute)
  const values = names.map((wanted) =>
    all
      .filter(({ $ }) => $?.Name?.toLowerCase() === wanted)
      .flatMap(({ AttributeValue = [] }) => AttributeValue.flatMap(({ _ }) => _?.trim() || []))
      .at(0),
  )
  return values.find((value) => value !== undefined)
}

function refuse(detail: string): never {
  throw new SsoRefusal('answer-not-accepted', detail)
}
