import { expect, test } from 'vitest'
import type { Claims } from './claims.ts'
import { explainTest } from './explain-test.ts'
import { refusalOfClaim, SsoRefusal } from './sso-refusal.ts'
import type { Tested } from './test-sentences.ts'

const okta: Tested = {
  name: 'Okta',
  protocol: 'oidc',
  addressFrom: null,
  domains: ['northwind.example'],
}
const entra: Tested = { ...okta, name: 'Entra ID', protocol: 'saml' }

const saying = (said: Claims['said']): Claims => ({
  issuer: 'https://okta.example',
  subject: '1',
  email: null,
  displayName: null,
  signedInMsAgo: null,
  said,
})

const noAddress = new SsoRefusal('address-not-owned', 'no-address')

test('an address that isn’t verified is named with the claim that says so', () => {
  const said = { email: 'mika@northwind.example', email_verified: false }
  expect(explainTest(okta, noAddress, saying(said))).toMatchObject({
    detail: 'Okta sent an address that isn’t verified.',
    nextStep: expect.stringContaining('mark the address as verified'),
    compared: [
      { claim: 'email', came: 'mika@northwind.example', needed: '@northwind.example', ok: true },
      { claim: 'email_verified', came: 'false', needed: 'true', ok: false },
    ],
  })
})

test('an address of another domain isn’t right because its proof is missing, too', () => {
  const said = { email: 'mika@elsewhere.example', email_verified: false }
  expect(explainTest(okta, noAddress, saying(said)).compared).toMatchObject([
    { claim: 'email', ok: false },
    { claim: 'email_verified', ok: false },
  ])
})

test('a provider that doesn’t say whether addresses are verified gets other advice', () => {
  const told = explainTest(okta, noAddress, saying({ email: 'mika@northwind.example' }))
  expect(told.detail).toBe('Okta doesn’t say whether the address is verified.')
  expect(told.compared[1]).toMatchObject({ claim: 'email_verified', came: null, ok: false })
  expect(told.nextStep).toContain('choose email as the claim')
})

test('a missing claim is named', () => {
  const named = { ...okta, addressFrom: 'upn' }
  const told = explainTest(named, noAddress, saying({ email: 'mika@northwind.example' }))
  expect(told.detail).toBe('Okta sent no e-mail address.')
  expect(told.nextStep).toMatch(/^Okta sent no upn\./)
  expect(told.compared).toEqual([
    { claim: 'upn', came: null, needed: '@northwind.example', ok: false },
  ])
})

test('an address of another domain is named with the domains that are verified', () => {
  const other = new SsoRefusal('address-not-owned', 'other-domain')
  const told = explainTest(entra, other, saying({ NameID: 'x7', mail: 'mika@other.example' }))
  expect(told.detail).toBe('Entra ID sent an address of a domain that isn’t verified here.')
  expect(told.nextStep).toMatch(/^Verify other\.example above/)
  expect(told.compared).toEqual([
    { claim: 'mail', came: 'mika@other.example', needed: '@northwind.example', ok: false },
  ])
})

test('an answer for another application is compared with what we need', () => {
  const refusal = refusalOfClaim('wrong-audience', 'Audience', 'urn:old', 'https://id.example/m')
  expect(explainTest(entra, refusal, null)).toMatchObject({
    detail: 'The answer of Entra ID is meant for another application.',
    code: 'wrong-audience',
    compared: [{ claim: 'Audience', came: 'urn:old', needed: 'https://id.example/m', ok: false }],
    claims: [],
  })
})

test('a refused client secret says what to copy again', () => {
  const refusal = new SsoRefusal('answer-not-accepted', 'invalid_client')
  expect(explainTest(okta, refusal, null)).toMatchObject({
    detail: 'Okta does not accept our client id and secret.',
    nextStep: expect.stringContaining('A secret may have expired'),
  })
})

test('tokens are never shown, and values are one short line', () => {
  const said = {
    email: 'mika@other.example',
    access_token: 'secret',
    at_hash: 'x',
    nonce: 'n',
    custom: 'eyJhbGciOi.eyJ.x',
    groups: ['a', 'b'],
    note: `two\nlines${'x'.repeat(1_000)}`,
  }
  const { claims } = explainTest(okta, noAddress, saying(said))
  expect(claims.map(({ claim }) => claim)).toEqual(['email', 'groups', 'note'])
  expect(claims[1]).toEqual({ claim: 'groups', value: '["a","b"]' })
  expect(claims[2]?.value).toHaveLength(300)
  expect(claims[2]?.value).not.toContain('\n')
})

test('of a test that worked, nothing about the person is kept', () => {
  expect(explainTest(okta, null, saying({ email: 'mika@northwind.example' }))).toMatchObject({
    ok: true,
    detail: 'We reached Okta, and it told us who you are.',
    claims: [],
  })
})
