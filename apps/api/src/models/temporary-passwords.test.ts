import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createKeyring, type Keyring } from '../lib/keyring.ts'
import { deriveTemporaryPassword } from './reset-secrets.ts'
import { findTyped } from './temporary-passwords.ts'

const keys = createKeyring([{ id: 'test', secret: Buffer.alloc(32, 7) }])

/** Ids for which the first counter has a letter and a digit, as 399 of 400 have. */
const temporary = (id: string) => ({
  id,
  purpose: 'temporary',
  userId: '00000000-0000-4000-8000-0000000000aa',
  address: 'rosa@baltic.example',
  keyId: 'test',
})
const one = temporary('00000000-0000-4000-8000-000000000001')
const other = temporary('00000000-0000-4000-8000-000000000002')

function counted(): Keyring & { count: () => number } {
  let macs = 0
  return {
    ...keys,
    mac: (...given) => {
      macs += 1
      return keys.mac(...given)
    },
    count: () => macs,
  }
}

test('a wrong password costs as many MACs, however many temporary ones there are', () => {
  const counts = [[], [one], [one, other]].map((temporaries) => {
    const counting = counted()
    expect(findTyped(counting, temporaries, 'wrong')).toBeNull()
    return counting.count()
  })
  expect(counts).toEqual([2, 2, 2])
})

test('the one that was typed is found among two, and nobody’s never is', () => {
  const typed = deriveTemporaryPassword(keys, other) ?? ''
  expect(findTyped(keys, [one, other], typed)).toBe(other)
  expect(findTyped(keys, [one], typed)).toBeNull()
  const nobodys = { ...one, id: randomUUID() }
  expect(findTyped(keys, [], deriveTemporaryPassword(keys, nobodys) ?? '')).toBeNull()
})
