import { expect, test } from 'vitest'
import { newTotpSecret, totpUri } from './totp.ts'

const secret = newTotpSecret()

test.each([
  ['Northwind: Accounts', 'jane@northwind.example', 'Northwind Accounts', 'jane@northwind.example'],
  ['Northwind', 'till:14', 'Northwind', 'till 14'],
  ['Müller & Söhne/100 %', 'jane+a@b.example', 'Müller & Söhne/100 %', 'jane+a@b.example'],
])('the QR code of %s for %s names both without a colon', (issuer, label, shown, account) => {
  const uri = totpUri(secret, issuer, label)
  const { pathname, searchParams } = new URL(uri)
  expect(pathname.slice(1).split(':').map(decodeURIComponent)).toEqual([shown, account])
  expect(searchParams.get('issuer')).toBe(shown)
  expect(uri).not.toMatch(/%3A|\+/i)
})

test('the longest names still fit into a QR code, which holds 2,953 bytes', () => {
  const uri = totpUri(secret, '組'.repeat(60), '名'.repeat(254))
  expect(uri.length).toBeLessThan(2_953)
  expect(new URL(uri).searchParams.get('issuer')).toBe('組'.repeat(40))
})
