import { availableParallelism } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { createHasher } from './hasher.ts'
import { Overloaded } from './overloaded.ts'

const bcryptHash = '$2b$04$qdA/nx4pRtKRNtPu3dB8duEpBNVo8sgRh435s8FpGWQBX6l4DRt6i'
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

  it('does one hash for every check: unknown user, damaged hash, wrong password', async () => {
    const done: string[] = []
    const hasher = createHasher({ onHash: (scheme) => done.push(scheme) })
    const hash = await hasher.hash('a password')
    expect(await hasher.verify(hash, 'another')).toBe(false)
    expect(await hasher.verifyNothing('another')).toBe(false)
    expect(await hasher.verify('damaged', 'another')).toBe(false)
    expect(await hasher.verify(bcryptHash, 'another')).toBe(false)
    expect(done).toEqual(['own', 'own', 'own', 'own', 'bcrypt-4'])
  })

  it('lets 64 wait and refuses the next, which costs nothing', async () => {
    const hasher = createHasher()
    const taken = Array.from({ length: availableParallelism() + 64 }, () =>
      hasher.verifyNothing('x'),
    )
    await expect(hasher.verifyNothing('x')).rejects.toBeInstanceOf(Overloaded)
    await expect(Promise.all(taken)).resolves.toHaveLength(taken.length)
    await expect(hasher.verifyNothing('x')).resolves.toBe(false)
  })

  it('takes first what strangers cannot cause, even when their queue is full', async () => {
    const order: string[] = []
    const hasher = createHasher()
    const strangers = Array.from({ length: availableParallelism() + 64 }, () =>
      hasher.verifyNothing('x').then(() => order.push('stranger')),
    )
    const saved = hasher.hash('y', { first: true }).then(() => order.push('saved'))
    await Promise.all([...strangers, saved])
    expect(order.indexOf('saved')).toBeLessThanOrEqual(2 * availableParallelism())
  })

  it('leaves the event loop free while every core hashes', async () => {
    const hasher = createHasher()
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    await Promise.all(Array.from({ length: 60 }, () => hasher.verifyNothing('x')))
    delay.disable()
    expect(delay.percentile(99) / 1e6).toBeLessThan(100)
  })
})
