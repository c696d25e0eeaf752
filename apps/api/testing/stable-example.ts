import { createHash } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Example } from '../src/http/openapi/examples.ts'
import { frozenStart } from './frozen-clock.ts'

/** When the examples happen. */
const start = Date.parse('2026-11-29T08:19:00.000Z')

/** What stands for values that are secret or that differ in each run, by the name of the field. */
const replaced: Readonly<Record<string, string>> = {
  accessToken: 'an-access-token',
  refreshToken: 'a-refresh-token',
  deviceToken: 'a-device-token',
  token: 'ZXhhbXBsZS1vZi1hLWxpbg.ay1hLWxpbmsncy10b2tlbi4',
  code: '152776',
  password: 'correct horse battery',
  currentPassword: 'correct horse battery',
  newPassword: 'another otter climbs ten maps',
  clientSecret: 'the-client-secret',
  secret: 'the-secret',
  challenge: 'bm90LWEtcmVhbC1jaGFsbGVuZ2U',
  uri: 'otpauth://totp/Rekey:jane.doe%40northwind.example?secret=JBSWY3DPEHPK3PXP&issuer=Rekey',
  recoveryCodes: 'K7QM-2XWD-9TBR-4HVN',
  clientDataJSON: 'Y2xpZW50LWRhdGE',
  authenticatorData: 'YXV0aGVudGljYXRvci1kYXRh',
  attestationObject: 'YXR0ZXN0YXRpb24',
  signature: 'c2lnbmF0dXJl',
  userHandle: 'dXNlci1oYW5kbGU',
  rawId: 'Y3JlZGVudGlhbC1pZA',
  key: 'the-key',
  cursor: 'a-cursor',
  nextCursor: 'a-cursor',
  prevCursor: 'a-cursor',
  pem: '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n',
  certificates: '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n',
  fingerprint: createHash('sha256').update('a certificate').digest('hex'),
  SAMLResponse: 'PHNhbWxwOlJlc3BvbnNlPuKApjwvc2FtbHA6UmVzcG9uc2U+',
  RelayState: 'a-relay-state',
  validUntil: '2027-11-29T08:19:00.000Z',
  ip: '192.0.2.10',
  rekey_message: 'the-reference-of-the-mail',
  sg_event_id: 'an-event',
  txtValue: 'rekey-domain-verification=an-example',
  xml: '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">…</md:EntityDescriptor>',
}

/** Such fields mean something else in a body. */
const replacedInQuery: Readonly<Record<string, string>> = {
  state: 'a-state',
  code: 'an-authorization-code',
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g
const kept = new Set<string>(Object.values(builtInRoles))

/** The same call with values that don't change from run to run, so that files stay comparable. */
export function stableExample(example: Example): Example {
  const ids = new Map<string, string>()
  const idFor = (id: string) => {
    const known = ids.get(id) ?? (kept.has(id) ? id : exampleId(ids.size))
    ids.set(id, known)
    return known
  }
  const stable = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return replaced[field] ?? stableText(value, idFor)
    if (Array.isArray(value)) return value.slice(0, 2).map((each) => stable(each, field))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, stable(each, key)]))
  }
  const { query, ...rest } = stable(example, '') as Example
  return { ...rest, ...(query && { query: withReplaced(query) }) }
}

const withReplaced = (query: NonNullable<Example['query']>) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, replacedInQuery[name] ?? value]),
  )

/** A version 4 UUID that looks like any other. */
function exampleId(index: number): string {
  const hex = createHash('sha256').update(`example ${index}`).digest('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}

const stableText = (text: string, idFor: (id: string) => string): string =>
  text
    // Tests make names unique by an id or its beginning.
    .replace(/ [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$| [0-9a-f]{8}$/, '')
    .replace(/\b[0-9a-f]{8}(?=\.example\b)/g, 'northwind')
    .replace(uuid, idFor)
    .replace(instant, stableInstant)
    .replace(/\b[0-9a-f]{8}(?=@)/g, 'jane.doe')
    .replace(/http:\/\/localhost:3000\b/g, 'https://accounts.northwind.example')
    .replace(/http:\/\/(?:localhost|127\.0\.0\.1):\d+/g, 'https://login.northwind.example')
    .replace(/\b(?:localhost|127\.0\.0\.1):\d+/g, 'mail.northwind.example:587')

/** Times of the test's clock keep their distance; what the database dated is the start. */
function stableInstant(text: string): string {
  const since = Date.parse(text) - frozenStart.getTime()
  const isOfClock = since > -400 * 86_400_000
  return new Date(start + (isOfClock ? since : 0)).toISOString()
}
