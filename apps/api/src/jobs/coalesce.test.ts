import { expect, test } from 'vitest'
import { coalesce } from './coalesce.ts'

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
