import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { selfSignedCertificate } from './self-signed-certificate.ts'

const validFrom = new Date('2026-03-01T10:00:00.000Z')

test.each([
  ['RSA', generateKeyPairSync('rsa', { modulusLength: 2_048 }), '2036-03-01T10:00:00.000Z'],
  ['a curve', generateKeyPairSync('ec', { namedCurve: 'P-256' }), '2056-03-01T10:00:00.000Z'],
])('a certificate of %s says what it was made with, and is signed by its key', (_, keys, until) => {
  const made = { name: 'accounts.example', validFrom, validUntil: new Date(until), ...keys }
  const read = new X509Certificate(selfSignedCertificate(made))
  expect(read.subject).toBe('CN=accounts.example')
  expect(read.issuer).toBe('CN=accounts.example')
  expect(read.validFromDate).toEqual(validFrom)
  expect(read.validToDate).toEqual(made.validUntil)
  expect(read.verify(keys.publicKey)).toBe(true)
  expect(read.checkPrivateKey(keys.privateKey)).toBe(true)
  const other = new X509Certificate(selfSignedCertificate(made))
  expect(other.serialNumber).not.toBe(read.serialNumber)
})
