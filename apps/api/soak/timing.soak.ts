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

/** Processes that take all cores, while the tests of a `describe` run. */
function keepBusy(cores: number) {
  let beside: ChildProcess[] = []
  beforeAll(() => {
    const spin = () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
    beside = Array.from({ length: cores }, spin)
  })
  afterAll(() => {
    for (const child of beside) child.kill()
  })
}

const quietAndBusy = [
  ['with nothing beside', 0],
  ['beside processes that take all cores', availableParallelism()],
] as const

describe.each(quietAndBusy)('every public call that takes a name, %s', (_beside, busyCores) => {
  keepBusy(busyCores)
  let site: Awaited<ReturnType<typeof openTimedService>>
  const calls = {
    'request-reset': (name: string) => site.ask(name),
    'request-temporary-password': (name: string) => site.callFor('/temporary-passwords', name),
    'sign-in-options': (name: string) => site.callFor('/sign-in-options', name),
    'sign-in': (name: string) => site.failToSignIn(name),
  }
  const cases = Object.entries(calls).flatMap(([name, call]) =>
    [1, 3].map((atOnce) => ({ name, call, atOnce })),
  )
  beforeAll(async () => {
    const users = cases.length * signInPairs
    site = await openTimedService({ users, lanes: Math.max(...times) })
  })
  afterAll(async () => site.close())

  test.each(cases)('$name, $atOnce at once, tells nobody who exists', async ({ call, atOnce }) => {
    const act = (name: string) => site.atOnce(atOnce, () => call(name))
    const unknown = () => act(site.unknownName())
    const told = await compare(signInPairs, unknown, () => act(site.knownName()))
    expect(told.atOnce).toSatisfy(isSameTime)
  })
})

describe.each(quietAndBusy)(
  'failed sign-ins while foreign hashes are stored, %s',
  (_beside, busyCores) => {
    keepBusy(busyCores)
    let imported: Awaited<ReturnType<typeof openTimedService>>
    beforeAll(async () => {
      imported = await openTimedService({
        users: times.length * signInPairs,
        lanes: Math.max(...times),
        bcryptCost: 8,
      })
    })
    afterAll(async () => imported.close())

    test.each(times)(
      '%i at once take as long for a foreign hash as for an unknown name',
      async (atOnce) => {
        const act = (name: string) => imported.atOnce(atOnce, () => imported.failToSignIn(name))
        const unknown = () => act(imported.unknownName())
        const told = await compare(signInPairs, unknown, () => act(imported.knownName()))
        expect(told.atOnce).toSatisfy(isSameTime)
      },
    )
  },
)
