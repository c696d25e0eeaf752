import { describe, expect, it } from 'vitest'
import { mostOfEachFamily } from './most-of-each-family.ts'

const most = (labels: string[]) => mostOfEachFamily(labels).map(({ label }) => label)

describe('what every password check does', () => {
  it('is the dearest of each family, in one order whatever the order of the labels', () => {
    const labels = [
      'pbkdf2-sha256-600000',
      'bcrypt-12',
      'bcrypt-4',
      'pbkdf2-sha256-1000000',
      'scrypt-n16384-r8-p1',
      'scrypt-n16384-r8-p5',
      'argon2id-m65536-t3-p4',
      'argon2id-m65536-t2-p4',
    ]
    const dearest = [
      'argon2id-m65536-t3-p4',
      'bcrypt-12',
      'pbkdf2-sha256-1000000',
      'scrypt-n16384-r8-p5',
    ]
    expect(most(labels)).toEqual(dearest)
    expect(most(labels.reverse())).toEqual(dearest)
  })

  it('weighs PBKDF2 by its iterations and the blocks of its hash', () => {
    expect(most(['pbkdf2-sha1-1000', 'pbkdf2-sha1-600-x2'])).toEqual(['pbkdf2-sha1-600-x2'])
  })

  it('takes hashes that need other memory for another family', () => {
    const labels = ['argon2i-m4096-t3-p1', 'argon2id-m4096-t3-p1', 'argon2id-m65536-t3-p1']
    expect(most(labels)).toEqual(labels)
  })

  it('leaves out labels that no scheme makes', () => {
    expect(most(['bcrypt-3', 'md5', 'pbkdf2-md5-1', 'scrypt-n1', ''])).toEqual([])
  })

  it.each(['argon2id-m64-t3-p1', 'bcrypt-7', 'pbkdf2-sha512-30-x2', 'scrypt-n1024-r8-p2'])(
    'can be done in parts: %s',
    async (label) => {
      const [cost] = mostOfEachFamily([label])
      expect(cost?.label).toBe(label)
      await cost?.spend('a password', cost.units)
      await cost?.spend('a password', cost.units === 128 ? 128 - 16 : 1)
    },
  )
})
