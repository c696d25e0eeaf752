import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createKeyring } from '../lib/keyring.ts'
import { deriveTemporaryPassword, isTemporaryPassword } from './reset-secrets.ts'

const keys = createKeyring([{ id: 'test', secret: Buffer.alloc(32, 7) }])
const identity = () => ({
  id: randomUUID(),
  purpose: 'temporary' as const,
  userId: randomUUID(),
  address: 'jane@northwind.example',
  keyId: 'test',
})

test('a thousand temporary passwords all differ, with a letter, a digit and four groups', () => {
  const made = Array.from({ length: 1_000 }, () => deriveTemporaryPassword(keys, identity()))
  expect(new Set(made).size).toBe(1_000)
  for (const password of made) {
    expect(password).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    expect(password).toMatch(/[A-Z]/)
    expect(password).toMatch(/\d/)
  }
})

test('it is the same each time it is derived, and differs for another user or address', () => {
  const one = identity()
  const password = deriveTemporaryPassword(keys, one)
  expect(deriveTemporaryPassword(keys, one)).toBe(password)
  for (const other of [
    { userId: randomUUID() },
    { address: 'x@y.example' },
    { id: randomUUID() },
  ]) {
    expect(deriveTemporaryPassword(keys, { ...one, ...other })).not.toBe(password)
  }
})

test('it is accepted with or without hyphens, in either case, and nothing else is', () => {
  const one = identity()
  const password = deriveTemporaryPassword(keys, one) ?? ''
  const plain = password.replaceAll('-', '')
  for (const typed of [password, plain, plain.toLowerCase(), ` ${password} `]) {
    expect(isTemporaryPassword(keys, one, typed)).toBe(true)
  }
  for (const typed of ['', plain.slice(1), `${plain}A`, plain.slice(0, -1)]) {
    expect(isTemporaryPassword(keys, one, typed)).toBe(false)
  }
  expect(isTemporaryPassword(keys, { ...one, keyId: 'gone' }, password)).toBe(false)
})
