import { describe, expect, test } from 'vitest'
import { minute } from '../lib/clock.ts'
import { createBodyGate } from './body-gate.ts'

const stays = new AbortController().signal
const open = (options = {}) => createBodyGate({ places: 4, patienceMs: minute, ...options })

describe('bodies of unknown callers', () => {
  test('are read a few at a time, and the next when one is done', async () => {
    const gate = open()
    const [first] = await Promise.all(['a', 'a', 'b', 'b'].map((one) => gate.enter(one, stays)))
    let isIn = false
    const next = gate.enter('c', stays).then((giveBack) => {
      isIn = true
      return giveBack
    })
    await Promise.resolve()
    expect(isIn).toBe(false)
    first?.()
    first?.()
    const giveBack = await next
    const after = gate.enter('d', stays)
    giveBack()
    expect(await after).toBeTypeOf('function')
  })

  test('of one network get half of the places at most', async () => {
    const gate = open({ waitingPlaces: 1 })
    const [first] = await Promise.all(['a', 'a'].map((one) => gate.enter(one, stays)))
    const third = gate.enter('a', stays)
    await expect(gate.enter('a', stays)).rejects.toMatchObject({ code: 'overloaded' })
    expect(await gate.enter('b', stays)).toBeTypeOf('function')
    first?.()
    expect(await third).toBeTypeOf('function')
  })

  test('wait for a while, and leave the queue when their connection closes', async () => {
    const gate = open({ patienceMs: 1 })
    await Promise.all(['a', 'a', 'b', 'b'].map((one) => gate.enter(one, stays)))
    await expect(gate.enter('c', stays)).rejects.toMatchObject({
      code: 'overloaded',
      shown: { headers: { 'retry-after': '5' } },
    })
    const patient = open()
    await Promise.all(['a', 'a', 'b', 'b'].map((one) => patient.enter(one, stays)))
    const gone = new AbortController()
    const left = patient.enter('c', gone.signal)
    gone.abort()
    await expect(left).rejects.toMatchObject({ code: 'overloaded' })
    await expect(patient.enter('c', gone.signal)).rejects.toMatchObject({ code: 'overloaded' })
  })
})
