import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { withinTime } from './within-time.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())

it('a statement that takes too long is ended, and says nothing', async () => {
  const slow = withinTime(deps.db, 50, (tx) => tx.$queryRaw`SELECT 1 AS one, pg_sleep(60)::text`)
  expect(await slow).toBeNull()
})

it('a statement that is quick enough answers, and those behind it have all the time again', async () => {
  const timeout = () => deps.db.$queryRaw`SHOW statement_timeout`
  const before = await timeout()
  expect(await withinTime(deps.db, 5_000, (tx) => tx.$queryRaw`SELECT 1 AS one`)).toEqual([
    { one: 1 },
  ])
  expect(await timeout()).toEqual(before)
})

it('another fault is thrown as it is', async () => {
  await expect(withinTime(deps.db, 5_000, (tx) => tx.$queryRaw`SELECT 1 / 0`)).rejects.toThrow(
    'zero',
  )
})
