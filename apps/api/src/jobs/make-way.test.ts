import { expect, test } from 'vitest'
import { atMostEvery, createWay } from './make-way.ts'

/** A clock that moves only while something waits. `during` runs at each wait. */
function waitingTime(during: () => void = () => {}) {
  let time = 0
  return {
    now: () => time,
    wait: async (ms: number) => {
      time += ms
      during()
    },
  }
}

test('a batch begins at once while no hash waits', async () => {
  const time = waitingTime()
  await createWay(time).isFree()
  expect(time.now()).toBe(0)
})

test('a batch waits while hashes do, and begins soon after the last of them', async () => {
  const time = waitingTime()
  const way = createWay(time)
  way.told()
  await way.isFree()
  expect(time.now()).toBe(100)
  await way.isFree()
  expect(time.now()).toBe(100)
})

test('however long hashes wait, a batch waits for a quarter of a second at most', async () => {
  const time = waitingTime(() => way.told())
  const way = createWay(time)
  way.told()
  await way.isFree()
  expect(time.now()).toBe(250)
})

test('the server tells its worker of a burst of hashes once in a while only', () => {
  let time = 0
  let told = 0
  const tell = atMostEvery(
    50,
    () => {
      told += 1
    },
    () => time,
  )
  for (; time < 100; time += 10) tell()
  expect(told).toBe(2)
})
