import { type ChildProcess, spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareTimes, type Times } from '../testing/compare-times.ts'
import { openTimedService } from '../testing/public-call-times.ts'
import { soakSeed, soakTimes } from '../testing/soak-seed.ts'
import { isSameTime } from '../testing/tell-apart.ts'

/**
 * Nobody finds out by the clock who has an account: with all the pairs, whatever the first say.
 * Fewer than 900 leave the interval too wide to say anything.
 */
const fewest = 900
const askPairs = Math.max(fewest, soakTimes(5_000))
const signInPairs = Math.max(fewest, soakTimes(2_000))
/** How many sign-ins for one name at once. */
const times = [1, 2, 3, 5]
let service: Awaited<ReturnType<typeof openTimedService>>

beforeAll(async () => {
  service = await openTimedService({
    users: 3 * askPairs + signInPairs,
    protectedUsers: 2 * askPairs + signInPairs,
    lanes: 2,
  })
})
afterAll(async () => service.close())

type Act = () => Promise<Times>

async function compare(pairs: number, first: Act, second: Act, lanes = 1) {
  const told = await compareTimes({
    seed: soakSeed,
    fewest: pairs,
    most: pairs,
    lanes,
    first,
    second,
  })
  console.log(told)
  return told
}

describe('asking for a reset', () => {
  const unknown = () => service.ask(service.unknownName())

  test('takes as long for a known name as for an unknown one, and so does what follows', async () => {
    const told = await compare(askPairs, unknown, () => service.ask(service.knownName()))
    expect(told.ask).toSatisfy(isSameTime)
    expect(told.health).toSatisfy(isSameTime)
  })

  test('takes as long for users with a second factor and a recovery address', async () => {
    const known = () => service.ask(service.knownName())
    const told = await compare(askPairs, known, () => service.ask(service.protectedName()))
    expect(told.ask).toSatisfy(isSameTime)
    expect(told.health).toSatisfy(isSameTime)
  })

  test('takes as long for one unknown name as for another', async () => {
    const told = await compare(askPairs, unknown, unknown)
    expect(told.ask).toSatisfy(isSameTime)
  })

  test('a delay of two milliseconds would show', async () => {
    const told = await compare(askPairs, unknown, () => service.ask(service.unknownName(), 2))
    expect(told.ask?.low).toBeGreaterThan(0.5)
    expect(told.ask).not.toSatisfy(isSameTime)
  })
})

describe('a failed sign-in', () => {
  const unknown = () => service.failToSignIn(service.unknownName())

  test('takes as long for a known name as for an unknown one', async () => {
    const known = () => service.failToSignIn(service.knownName())
    expect((await compare(signInPairs, unknown, known, 2)).signIn).toSatisfy(isSameTime)
  })

  test('takes as long for users with a second factor', async () => {
    const guarded = () => service.failToSignIn(service.protectedName())
    expect((await compare(signInPairs, unknown, guarded, 2)).signIn).toSatisfy(isSameTime)
  })

  test('takes as long for one unknown name as for another', async () => {
    expect((await compare(signInPairs, unknown, unknown, 2)).signIn).toSatisfy(isSameTime)
  })

  test('a delay of ten milliseconds would show', async () => {
    const late = () => service.failToSignIn(service.unknownName(), 10)
    const told = await compare(signInPairs, unknown, late, 2)
    expect(told.signIn).not.toSatisfy(isSameTime)
  })
})

test('a wrong code takes as long for users with a second factor and a recovery address', async () => {
  const tokensOf = (nameOf: () => string) =>
    service.startResets(Array.from({ length: askPairs }, nameOf))
  const plain = await tokensOf(service.knownName)
  const guarded = await tokensOf(service.protectedName)
  const told = await compare(
    askPairs,
    () => service.failToVerify(plain.pop() ?? ''),
    () => service.failToVerify(guarded.pop() ?? ''),
  )
  expect(told.verify).toSatisfy(isSameTime)
})

describe.each([
  ['with nothing beside', 0],
  ['beside processes that take all cores', availableParallelism()],
])('several failed sign-ins at once, while foreign hashes are stored, %s', (_beside, busyCores) => {
  let imported: Awaited<ReturnType<typeof openTimedService>>
  let beside: ChildProcess[] = []
  beforeAll(async () => {
    imported = await openTimedService({
      users: times.length * signInPairs,
      lanes: Math.max(...times),
      bcryptCost: 8,
    })
    const spin = () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
    beside = Array.from({ length: busyCores }, spin)
  })
  afterAll(async () => {
    for (const child of beside) child.kill()
    await imported.close()
  })

  test.each(times)('%i take as long for a foreign hash as for an unknown name', async (atOnce) => {
    const unknown = () => imported.failAtOnce(atOnce, imported.unknownName())
    const known = () => imported.failAtOnce(atOnce, imported.knownName())
    expect((await compare(signInPairs, unknown, known)).signIns).toSatisfy(isSameTime)
  })
})
