import { describe, expect, test } from 'vitest'
import { coalesce, coalesceAnswers } from './coalesce.ts'

test('items that arrive together share one write, and each waits for it', async () => {
  const batches: number[][] = []
  const add = coalesce(async (items: number[]) => void batches.push(items))
  await Promise.all([1, 2, 3].map((item) => add(item)))
  expect(batches).toEqual([[1, 2, 3]])
})

test('while a write is running, the next items are collected', async () => {
  const batches: number[][] = []
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const add = coalesce(async (items: number[]) => {
    batches.push(items)
    if (batches.length === 1) await gate
  })
  const first = add(1)
  await new Promise(setImmediate)
  const later = [2, 3].map((item) => add(item))
  expect(batches).toEqual([[1]])
  open()
  await Promise.all([first, ...later])
  expect(batches).toEqual([[1], [2, 3]])
})

test('a bad item does not make the rest of its batch fail', async () => {
  const written: string[] = []
  const add = coalesce(async (items: string[]) => {
    if (items.includes('bad')) throw new Error('refused')
    written.push(...items)
  })
  const results = await Promise.allSettled(['a', 'bad', 'b'].map((item) => add(item)))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(written).toEqual(['a', 'b'])
})

test('it continues after a failure', async () => {
  let isDown = true
  const add = coalesce(async () => {
    if (isDown) throw new Error('the database is away')
  })
  await expect(add(1)).rejects.toThrow('away')
  isDown = false
  await expect(add(2)).resolves.toBeUndefined()
})

test('the queue is limited: beyond that, callers are told to try again', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const add = coalesce(() => gate)
  const accepted = Array.from({ length: 10_000 }, (_, n) => add(n))
  await expect(add(-1)).rejects.toThrow('The request queue is full')
  open()
  await Promise.all(accepted)
})

test('each caller gets the answer to its own item', async () => {
  const double = coalesceAnswers(async (items: number[]) => items.map((item) => item * 2))
  expect(await Promise.all([1, 2, 3].map((item) => double(item)))).toEqual([2, 4, 6])
})

test('items with the same key never share a batch', async () => {
  const batches: string[][] = []
  const act = async (items: string[]) => {
    batches.push(items)
    return items
  }
  const add = coalesceAnswers(act, { keyOf: (item) => item })
  await Promise.all(['a', 'b', 'a', 'c', 'a'].map((item) => add(item)))
  expect(batches).toEqual([['a', 'b', 'c'], ['a'], ['a']])
})

test('a bad item that takes long to fail holds up no later batch', async () => {
  const { promise: gate, reject: fail } = Promise.withResolvers<string[]>()
  const add = coalesceAnswers((items: string[]) => {
    if (!items.includes('bad')) return Promise.resolve(items)
    return items.length > 1 ? Promise.reject(new Error('refused')) : gate
  })
  const [good, bad] = [add('good'), add('bad')]
  expect(await good).toBe('good')
  expect(await add('later')).toBe('later')
  fail(new Error('refused in the end'))
  await expect(bad).rejects.toThrow('in the end')
})

describe('a batch that waits for more items', () => {
  const gathering = (isLast: () => boolean, { gatherMs = 50, maximumBatch = 3 } = {}) => {
    const batches: number[][] = []
    const act = async (items: number[]) => {
      batches.push(items)
      return items
    }
    return { batches, add: coalesceAnswers(act, { gatherMs, maximumBatch, isLast }) }
  }

  test('starts after its time', async () => {
    const { batches, add } = gathering(() => false)
    const first = add(1)
    await new Promise(setImmediate)
    await Promise.all([first, add(2)])
    expect(batches).toEqual([[1, 2]])
  })

  test('starts at once when it is full, or when no other item is expected', async () => {
    let isLast = false
    const { batches, add } = gathering(() => isLast, { gatherMs: 2 ** 31 - 1, maximumBatch: 2 })
    await Promise.all([add(1), add(2)])
    isLast = true
    await add(3)
    expect(batches).toEqual([[1, 2], [3]])
  })
})
