import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareTimes } from '../../../testing/compare-times.ts'
import { openTimedService } from '../../../testing/public-call-times.ts'
import { isSameTime } from '../../../testing/tell-apart.ts'

/**
 * Nobody may find out by timing who has an account. It measures pairs of fresh known and unknown
 * names, back to back in random order. The AUC's 99 % interval must be within 0.40 to 0.60. The
 * long form, with more pairs and smaller delays, is in soak/timing.soak.ts.
 */
const seed = 20_261_121
const asks = { seed, fewest: 150, most: 1_500 }
const signIns = { seed, fewest: 150, most: 900, lanes: 2 }
const codes = { seed, fewest: 150, most: 1_500 }
const atOnce = 3
let service: Awaited<ReturnType<typeof openTimedService>>

beforeAll(async () => {
  service = await openTimedService({
    users: 2 * asks.most + signIns.most + codes.most,
    protectedUsers: asks.most + signIns.most + codes.most,
    lanes: signIns.lanes,
  })
})
afterAll(async () => service.close())

describe('requesting a reset', () => {
  test('takes as long for a known name as for an unknown one, and so does the job after it', async () => {
    const told = await compareTimes({
      ...asks,
      first: () => service.ask(service.unknownName()),
      second: () => service.ask(service.knownName()),
    })
    expect(told.ask).toSatisfy(isSameTime)
    expect(told.health).toSatisfy(isSameTime)
  })

  test('takes as long for users with a second factor and a recovery address as for others', async () => {
    const told = await compareTimes({
      ...asks,
      first: () => service.ask(service.knownName()),
      second: () => service.ask(service.protectedName()),
    })
    expect(told.ask).toSatisfy(isSameTime)
    expect(told.health).toSatisfy(isSameTime)
  })

  test('a delay would show', async () => {
    const told = await compareTimes({
      seed,
      fewest: 200,
      most: 200,
      first: () => service.ask(service.unknownName()),
      second: () => service.ask(service.unknownName(), 10),
    })
    expect(told.ask).not.toSatisfy(isSameTime)
    expect(told.ask?.low).toBeGreaterThan(0.5)
  })
})

describe('a failed sign-in', () => {
  test('takes as long for a known name as for an unknown one', async () => {
    const told = await compareTimes({
      ...signIns,
      first: () => service.failToSignIn(service.unknownName()),
      second: () => service.failToSignIn(service.knownName()),
    })
    expect(told.signIn).toSatisfy(isSameTime)
  })

  test('takes as long for users with a second factor', async () => {
    const told = await compareTimes({
      ...signIns,
      first: () => service.failToSignIn(service.unknownName()),
      second: () => service.failToSignIn(service.protectedName()),
    })
    expect(told.signIn).toSatisfy(isSameTime)
  })
})

describe('a wrong code', () => {
  test('takes as long for users with a second factor and a recovery address as for others', async () => {
    const tokensOf = (nameOf: () => string) =>
      service.startResets(Array.from({ length: codes.most }, nameOf))
    const tokens = [
      await tokensOf(service.knownName),
      await tokensOf(service.protectedName),
    ] as const
    const told = await compareTimes({
      ...codes,
      first: (pair) => service.failToVerify(tokens[0][pair] ?? ''),
      second: (pair) => service.failToVerify(tokens[1][pair] ?? ''),
    })
    expect(told.verify).toSatisfy(isSameTime)
  })
})

describe('several failed sign-ins at once, while foreign hashes are stored', () => {
  test('take as long for a name with a foreign hash as for an unknown one', async () => {
    const imported = await openTimedService({
      users: signIns.most,
      lanes: atOnce,
      bcryptCost: 6,
    })
    const failAtOnce = (name: string) => imported.atOnce(atOnce, () => imported.failToSignIn(name))
    const told = await compareTimes({
      ...signIns,
      lanes: 1,
      first: () => failAtOnce(imported.unknownName()),
      second: () => failAtOnce(imported.knownName()),
    }).finally(() => imported.close())
    expect(told.atOnce).toSatisfy(isSameTime)
  })
})
