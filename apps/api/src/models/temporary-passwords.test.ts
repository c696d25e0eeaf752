import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createKeyring, type Keyring } from '../lib/keyring.ts'
import { deriveTemporaryPassword } from './reset-secrets.ts'
import { findTyped } from './temporary-passwords.ts'

const keys = createKeyring([{ id: 'test', secret: Buffer.alloc(32, 7) }])

/** Ids whose first counter already gives a letter and a digit, as for 399 of 400. */
const temporary = (id: string) => ({
  id,
  purpose: 'temporary' as const,
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

test('a wrong password costs the same number of MACs, however many temporary ones there are', () => {
  const counts = [[], [one], [one, other]].map((temporaries) => {
    const counting = counted()
    expect(findTyped(counting, temporaries, 'wrong')).toBeNull()
    return counting.count()
  })
  expect(counts).toEqual([2, 2, 2])
})

test('the typed password is found among two, and is never found for an unknown name', () => {
  const typed = deriveTemporaryPassword(keys, other) ?? ''
  expect(findTyped(keys, [one, other], typed)).toBe(other)
  expect(findTyped(keys, [one], typed)).toBeNull()
  const nobodys = { ...one, id: randomUUID() }
  expect(findTyped(keys, [], deriveTemporaryPassword(keys, nobodys) ?? '')).toBeNull()
})
