import { expect, test } from 'vitest'
import { bodyOf, changesOf, noConnection, valuesOf } from './connection-values.ts'

const stored = {
  id: '0b6fd7a2-6d9b-4f1e-8f7e-1f9c7ad9a001',
  name: 'Okta',
  protocol: 'oidc' as const,
  enabled: true,
  issuer: 'https://northwind.okta.example',
  clientId: 'rekey',
  hasClientSecret: true,
  signInUrl: null,
  certificates: [],
  signsWhole: null,
  encryptionCertificates: [],
  resetUrl: 'https://northwind.okta.example/forgot',
  addressFrom: null,
  required: false,
  domains: [],
  userCount: 0,
  lastTest: null,
  addressAddedAt: null,
  endpoints: { start: '', callback: '', acs: '', metadata: '' },
  createdAt: '2026-08-14T09:00:00.000Z',
}

test('each protocol sends only its own fields, and an empty secret is left out', () => {
  const values = { ...noConnection, name: 'Okta', issuer: 'https://a.example', clientId: 'rekey' }
  expect(bodyOf('oidc', values)).toEqual({
    protocol: 'oidc',
    name: 'Okta',
    issuer: 'https://a.example',
    clientId: 'rekey',
    addressFrom: null,
    resetUrl: null,
  })
  const saml = { ...values, signInUrl: 'https://a.example/in', certificate: 'PEM' }
  expect(bodyOf('saml', saml)).toEqual({
    protocol: 'saml',
    name: 'Okta',
    issuer: 'https://a.example',
    signInUrl: 'https://a.example/in',
    certificates: ['PEM'],
    addressFrom: null,
    resetUrl: null,
  })
})

test('certificates are sent separately, and the signed part in the contract’s terms', () => {
  const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`
  const certificate = `${pem('QUJD')}\n${pem('REVG')}\n`
  const values = { ...noConnection, name: 'Entra', certificate, signsWhole: 'answer' }
  expect(bodyOf('saml', values)).toMatchObject({
    certificates: [pem('QUJD'), pem('REVG')],
    signsWhole: true,
  })
  const saml = { ...stored, protocol: 'saml', signsWhole: true } as const
  expect(changesOf({ ...valuesOf(saml), signsWhole: 'either' }, saml)).toEqual({ signsWhole: null })
  expect(changesOf({ ...valuesOf(saml), signsWhole: 'assertion' }, saml)).toEqual({
    signsWhole: false,
  })
})

test('only changed fields are sent, and an empty secret field keeps the stored secret', () => {
  const values = valuesOf(stored)
  expect(changesOf(values, stored)).toEqual({})
  expect(changesOf({ ...values, name: 'Okta 2', resetUrl: '' }, stored)).toEqual({
    name: 'Okta 2',
    resetUrl: null,
  })
  expect(changesOf({ ...values, clientSecret: 'another' }, stored)).toEqual({
    clientSecret: 'another',
  })
})
