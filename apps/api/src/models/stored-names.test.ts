import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createUser } from '../../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { checkNames } from '../commands/doctor/check-names.ts'
import { searchText } from './search-text.ts'
import { renewNames, renewOldNames } from './stored-names.ts'
import { usernameKey } from './username-key.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())
beforeEach(() => deps.db.$executeRaw`TRUNCATE users, maintenance_runs CASCADE`)

/** A user as an older version stored them: it made the key only by trim, NFKC and lower case. */
async function storeAsBefore(username: string) {
  const { id } = await createUser(deps, { username: `new${Math.random()}` })
  const key = username.trim().normalize('NFKC').toLowerCase()
  await deps.db.user.update({
    where: { id },
    data: { username, displayName: username, usernameKey: key, searchText: `${key}\n${key}\n` },
  })
  return id
}

const keyOf = async (id: string) =>
  (await deps.db.user.findUniqueOrThrow({ where: { id } })).usernameKey

it('the first start makes old keys and search texts anew, and leaves the names as they are', async () => {
  const names = [
    'max@müller.example',
    'widow.one@acme.example\u200b',
    'dot@acme.example.',
    'plain@acme.example',
    'علی\u200cرضا',
    'mia@xn--mller-kva.example',
  ]
  const ids = await Promise.all(names.map(storeAsBefore))
  expect(await renewOldNames(deps.db, deps.clock.now())).toBe(5)
  for (const [index, username] of names.entries()) {
    const user = await deps.db.user.findUniqueOrThrow({ where: { id: ids[index] ?? '' } })
    expect(user).toMatchObject({
      username,
      usernameKey: usernameKey(username),
      searchText: searchText({
        username,
        displayName: username,
        emailTo: null,
        organization: null,
      }),
    })
  }
})

it('an e-mail address that was stored before is searched by after the next start', async () => {
  const username = 'till-27'
  const emailTo = 'Orders@baltic.example'
  const id = await storeAsBefore(username)
  await deps.db.user.update({ where: { id }, data: { emailTo } })
  expect(await renewNames(deps.db, deps.clock.now())).toBe(1)
  const { searchText: stored } = await deps.db.user.findUniqueOrThrow({ where: { id } })
  expect(stored).toContain('till-27 orders@baltic.example\n')
  expect(await renewNames(deps.db, deps.clock.now())).toBe(0)
})

it('organizations that an older version stored are found without accents after the next start', async () => {
  await deps.db.organization.createMany({ data: [{ name: 'Fjørd' }, { name: 'Baltic' }] })
  await renewOldNames(deps.db, deps.clock.now())
  const texts = (await deps.db.organization.findMany()).map(({ searchText: text }) => text)
  expect(new Set(texts)).toEqual(new Set(['fjørd fjord fjoerd', 'baltic']))
  await deps.db.organization.deleteMany()
})

it('a later start does nothing, and `rekey migrate` looks again', async () => {
  expect(await renewOldNames(deps.db, deps.clock.now())).toBe(0)
  const id = await storeAsBefore('late@müller.example')
  expect(await renewOldNames(deps.db, deps.clock.now())).toBe(0)
  expect(await checkNames(deps.db)).toMatchObject([
    { outcome: 'problem', detail: expect.stringContaining('Run: rekey migrate') },
  ])
  expect(await renewNames(deps.db, deps.clock.now())).toBe(1)
  expect(await keyOf(id)).toBe('late@xn--mller-kva.example')
  expect(await checkNames(deps.db)).toMatchObject([{ outcome: 'ok' }])
})

it('two names that have become one stay as they are, and doctor says what to do', async () => {
  const first = await storeAsBefore('max@xn--mller-kva.example')
  const second = await storeAsBefore('max@müller.example')
  await renewOldNames(deps.db, deps.clock.now())
  expect(await keyOf(first)).toBe('max@xn--mller-kva.example')
  expect(await keyOf(second)).toBe('max@müller.example')
  expect(await checkNames(deps.db)).toEqual([
    {
      outcome: 'problem',
      name: 'usernames',
      detail:
        '"max@müller.example" and "max@xn--mller-kva.example" are the same name, so only the second account ' +
        'can be found. Delete the account that nobody uses, or give it another username.',
    },
  ])
})

it('of two names that only marks told apart one gets the key', async () => {
  const ids = [await storeAsBefore('a@b.example\u200b'), await storeAsBefore('\u200ea@b.example')]
  await renewOldNames(deps.db, deps.clock.now())
  const keys = await Promise.all(ids.map(keyOf))
  expect(keys.filter((key) => key === 'a@b.example')).toHaveLength(1)
  const [lost] = await checkNames(deps.db)
  expect(lost?.detail).toMatch(/\\u\{200[be]\}.* are the same name/)
})

it('doctor shows stored names with marks that nobody sees', async () => {
  await storeAsBefore('widow.one@acme.example\u200b')
  await renewOldNames(deps.db, deps.clock.now())
  expect(await checkNames(deps.db)).toMatchObject([
    { outcome: 'warning', detail: expect.stringContaining('"widow.one@acme.example\\u{200b}"') },
  ])
})

it('several servers may start at once', async () => {
  const names = Array.from({ length: 50 }, (_, n) => `user${n}@müller.example`)
  for (const name of names) await storeAsBefore(name)
  await Promise.all([1, 2, 3].map(() => renewOldNames(deps.db, deps.clock.now())))
  const users = await deps.db.user.findMany()
  for (const { username, usernameKey: key } of users) expect(key).toBe(usernameKey(username))
})
