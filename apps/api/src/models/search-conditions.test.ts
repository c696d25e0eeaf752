import { afterAll, beforeAll, expect, it } from 'vitest'
import { createUser } from '../../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { searchOf } from './search-conditions.ts'

const people = [
  { username: 'jo@mail.example', displayName: 'Jo March' },
  { username: 'jo@mail.test', displayName: 'Mail Example' },
  { username: 'jo.lee@hp.example', displayName: 'Jo Lee' },
  { username: 'ann@hotmail.example', displayName: 'Ann Hotmail' },
]

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
  for (const person of people) await createUser(deps, { password: null, ...person })
})
afterAll(() => deps.close())

async function found(typed: string, seesAll = true) {
  const users = await deps.db.$queryRaw<{ username: string }[]>`
    SELECT username FROM users WHERE ${searchOf(typed, { seesAll })} ORDER BY username`
  return users.map(({ username }) => username)
}

it.each([
  ['@mail.example', ['jo@mail.example']],
  ['@mail.', ['jo@mail.example', 'jo@mail.test']],
  ['@mail', ['jo@mail.example', 'jo@mail.test']],
  ['o@mail.e', ['jo@mail.example']],
  ['lee@hp.ex', ['jo.lee@hp.example']],
  ['e@hp.ex', ['jo.lee@hp.example']],
  ['@hp.example', ['jo.lee@hp.example']],
  ['@h', []],
  ['@hp', ['jo.lee@hp.example']],
  ['@.x', []],
  ['.@hp', []],
  ['hotmail@', []],
])('a part of an address, %s, is found whole', async (typed, expected) => {
  expect(await found(typed)).toEqual(expected)
})

it('a part of an address finds nobody for a caller who sees addresses masked', async () => {
  expect(await found('mail', false)).toEqual(['ann@hotmail.example', 'jo@mail.test'])
  for (const typed of ['@mail.example', 'o@mail', '@hp.example', 'lee@hp']) {
    expect(await found(typed, false), typed).toEqual([])
  }
})
