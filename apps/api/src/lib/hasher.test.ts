import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { cpuMsOf } from '../../testing/cpu-time.ts'
import { mostOfEachFamily } from './foreign-hashes/most-of-each-family.ts'
import { createHasher } from './hasher.ts'
import { Overloaded } from './overloaded.ts'

const bcryptHash = '$2b$04$qdA/nx4pRtKRNtPu3dB8duEpBNVo8sgRh435s8FpGWQBX6l4DRt6i'
const scryptHash =
  '$scrypt$ln=10,r=8,p=1$ROh9L0VIiTGm1Nqbs9ba2w$9xT2rx14iBOMlPHJo+tndAsV340g/6iGa7lmC6kJ5NI'
const bcryptPassword = 'x'.repeat(72)

describe('the hasher', () => {
  it('makes argon2id hashes that open for their password alone', async () => {
    const hasher = createHasher()
    const hash = await hasher.hash('Zwölf Boxkämpfer')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(hasher.isForeign(hash)).toBe(false)
    expect(await hasher.verify(hash, 'Zwölf Boxkämpfer')).toBe(true)
    expect(await hasher.verify(hash, 'zwölf Boxkämpfer')).toBe(false)
  })

  it('takes a letter and its accent, typed apart, for one character', async () => {
    const hasher = createHasher()
    const hash = await hasher.hash('Zwo\u0308lf Boxkämpfer')
    expect(await hasher.verify(hash, 'Zw\u00f6lf Boxkämpfer')).toBe(true)
  })

  it('checks hashes of other systems, and says that they are foreign', async () => {
    const hasher = createHasher()
    expect(hasher.isForeign(bcryptHash)).toBe(true)
    expect(await hasher.verify(bcryptHash, bcryptPassword)).toBe(true)
    expect(await hasher.verify(bcryptHash, 'another')).toBe(false)
  })

  it('says when calls wait for a core, and only then', async () => {
    let waits = 0
    const hasher = createHasher({
      onWait: () => {
        waits += 1
      },
    })
    const hashAtOnce = (count: number) =>
      Promise.all(Array.from({ length: count }, () => hasher.hash('a password')))
    await hashAtOnce(availableParallelism())
    expect(waits).toBe(0)
    await hashAtOnce(availableParallelism() + 1)
    expect(waits).toBe(2)
  })

  it('does the same for every check: no hash, a damaged one, a wrong password', async () => {
    const done: string[] = []
    const hasher = createHasher({ onHash: (scheme) => done.push(scheme) })
    const hash = await hasher.hash('a password')
    for (const each of [hash, null, 'damaged']) {
      done.length = 0
      expect(await hasher.verify(each, 'another')).toBe(false)
      expect(done).toEqual(['own'])
    }
  })

  it('does the same for every check while foreign hashes are stored', async () => {
    const done: string[] = []
    const hasher = createHasher({ onHash: (scheme) => done.push(scheme) })
    const hash = await hasher.hash('a password')
    const most = mostOfEachFamily(['bcrypt-4', 'bcrypt-6', 'scrypt-n1024-r8-p2', 'unknown-1'])
    for (const each of [hash, null, 'damaged', bcryptHash, scryptHash]) {
      done.length = 0
      expect(await hasher.verify(each, 'another', { most })).toBe(false)
      expect(done).toEqual(['own', 'bcrypt-6', 'scrypt-n1024-r8-p2'])
    }
    expect(await hasher.verify(hash, 'a password', { most })).toBe(true)
    expect(await hasher.verify(bcryptHash, bcryptPassword, { most })).toBe(true)
  })

  it('tops a cheaper foreign hash up to what the dearest of its family takes', async () => {
    const spent: number[] = []
    const spend = async (_: string, units: number) => void spent.push(units)
    const most = mostOfEachFamily(['bcrypt-6']).map((cost) => ({ ...cost, spend }))
    await createHasher().verify(bcryptHash, 'another', { most })
    await createHasher().verify(null, 'another', { most })
    expect(spent).toEqual([2 ** 6 - 2 ** 4, 2 ** 6])
  })

  it('checks a foreign hash that was stored a moment ago', async () => {
    expect(await createHasher().verify(bcryptHash, bcryptPassword, { most: [] })).toBe(true)
  })

  it('lets 64 wait and refuses the next, which costs nothing', async () => {
    const hasher = createHasher()
    const taken = Array.from({ length: availableParallelism() + 64 }, () =>
      hasher.verify(null, 'x'),
    )
    await expect(hasher.verify(null, 'x')).rejects.toBeInstanceOf(Overloaded)
    await expect(Promise.all(taken)).resolves.toHaveLength(taken.length)
    await expect(hasher.verify(null, 'x')).resolves.toBe(false)
  })

  it('takes first what strangers cannot cause, even when their queue is full', async () => {
    const order: string[] = []
    const hasher = createHasher()
    const strangers = Array.from({ length: availableParallelism() + 64 }, () =>
      hasher.verify(null, 'x').then(() => order.push('stranger')),
    )
    const saved = hasher.hash('y', { first: true }).then(() => order.push('saved'))
    await Promise.all([...strangers, saved])
    expect(order.indexOf('saved')).toBeLessThanOrEqual(2 * availableParallelism())
  })

  it('leaves the event loop free while every core hashes', async () => {
    const hasher = createHasher()
    const before = process.cpuUsage()
    const ownMs = await cpuMsOf(() =>
      Promise.all(Array.from({ length: 60 }, () => hasher.verify(null, 'x'))),
    )
    const { user, system } = process.cpuUsage(before)
    expect(ownMs).toBeLessThan((user + system) / 1_000 / 4)
  })
})
