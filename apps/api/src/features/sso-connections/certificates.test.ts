import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCertificate } from '../../../testing/create-certificate.ts'
import { describeCertificate, readCertificate } from './certificates.ts'

const now = new Date('2036-11-21T14:02:00.000Z')
const validUntil = new Date('2037-05-01T00:00:00.000Z')
const pem = createCertificate({ validUntil })
const base64 = pem.replace(/-----.*?-----|\s/g, '')

describe('a certificate', () => {
  it.each([
    ['as PEM', pem],
    ['with blanks around it', `\n  ${pem}\n`],
    ['with the line ends of Windows', pem.replaceAll('\n', '\r\n')],
    ['as bare base64, as metadata has it', base64],
    ['as bare base64 in lines', `${base64.slice(0, 76)}\n${base64.slice(76)}`],
  ])('%s is kept in one spelling', (_, given) => {
    expect(readCertificate(given, now)).toEqual({ pem })
  })

  it('is described as providers show it', () => {
    const fingerprint = new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()
    expect(describeCertificate(pem)).toEqual({
      fingerprint,
      validUntil: validUntil.toISOString(),
      pem,
    })
  })

  it.each([
    ['nonsense', 'nonsense'],
    ['nothing', ' '],
    ['a damaged one', pem.replace(/[A-Z]{3}/, 'AAA').slice(0, -60)],
    ['one cut in half', base64.slice(0, 300)],
    ['two in one', pem + pem],
    ['a private key', privateKey()],
    ['a certificate with a private key beside', pem + privateKey()],
  ])('%s is refused', (_, given) => {
    expect(readCertificate(given, now)).toEqual({
      fault: 'must be one X.509 certificate, as PEM or base64',
    })
  })

  it('that is over is refused', () => {
    expect(readCertificate(pem, validUntil)).toEqual({ fault: 'is expired' })
    expect(readCertificate(pem, new Date(validUntil.getTime() - 1))).toEqual({ pem })
  })

  it('that is over stays if it is there already, so that the next one can be added', () => {
    expect(readCertificate(pem, validUntil, [pem])).toEqual({ pem })
    expect(readCertificate(base64, validUntil, [pem])).toEqual({ pem })
  })

  it.each(['P-256', 'P-384', 'P-521'])('with a key on the curve %s is kept', (namedCurve) => {
    const keys = generateKeyPairSync('ec', { namedCurve })
    const onCurve = createCertificate({ keys, validUntil })
    expect(readCertificate(onCurve, now)).toEqual({ pem: onCurve })
  })

  it('with a short key of RSA, or a key that SAML signs nothing with here, is refused', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1_024 })
    expect(readCertificate(createCertificate({ keys: short }), now)).toEqual({
      fault: 'must have an RSA key of 2048 bits or more',
    })
    const curve = generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
    expect(readCertificate(createCertificate({ keys: curve }), now)).toEqual({
      fault: 'must have an RSA key, or one on the curve P-256, P-384 or P-521',
    })
  })
})

function privateKey(): string {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
