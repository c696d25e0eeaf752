import { expect, it } from 'vitest'
import { createKeyring } from '../lib/keyring.ts'
import { openCursor, sealCursor } from './sealed-cursor.ts'

const old = { id: 'old', secret: Buffer.alloc(32, 1) }
const current = { id: 'new', secret: Buffer.alloc(32, 2) }
const cursor = { direction: 'after', position: ['Jane', '1'] } as const
const list = ['users', 'displayName']

const sealed = sealCursor({ keys: createKeyring([old]), list }, cursor)

it('a cursor opens for the list that it was sealed for, after the keys have turned as well', () => {
  const keys = createKeyring([current, old])
  expect(openCursor({ keys, list }, sealed, 2)).toEqual(cursor)
  expect(openCursor({ keys, list }, undefined, 2)).toBeNull()
})

it('a cursor shows nothing of its position', () => {
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('Jane')
})

it('a cursor of another list, of a key that is gone, or with one bit changed is a bad request', () => {
  const keys = createKeyring([old])
  const bytes = Buffer.from(sealed, 'base64url')
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
  expect(() => openCursor({ keys, list: ['users', 'username'] }, sealed, 2)).toThrow('bad-request')
  expect(() => openCursor({ keys: createKeyring([current]), list }, sealed, 2)).toThrow(
    'bad-request',
  )
  expect(() => openCursor({ keys, list }, bytes.toString('base64url'), 2)).toThrow('bad-request')
  expect(() => openCursor({ keys, list }, sealed.slice(0, 12), 2)).toThrow('bad-request')
})
