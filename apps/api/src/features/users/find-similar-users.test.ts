import { afterAll, beforeAll, expect, it } from 'vitest'
import { createUser } from '../../../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import { findSimilarUsers } from './find-similar-users.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
  const names = ['Rosa Lindqvist', 'Ole Lindqivt', 'Ida Lindqibst', 'Kim Lindstrom']
  for (const displayName of names) await createUser(deps, { password: null, displayName })
})
afterAll(() => deps.close())

async function similarTo(search: string) {
  const rules = { now: deps.clock.now(), settings: await deps.settings.current() }
  const ids = await findSimilarUsers(deps.db, {
    filters: { search },
    seesAll: true,
    limit: 25,
    ...rules,
  })
  const users = await deps.db.user.findMany({ where: { id: { in: ids } } })
  return ids.map((id) => users.find((user) => user.id === id)?.displayName)
}

it('few users with the swapped letters don’t hide those with other mistakes', async () => {
  const names = new Set(await similarTo('lindqivst'))
  expect(names).toEqual(new Set(['Ida Lindqibst', 'Ole Lindqivt', 'Rosa Lindqvist']))
})

it('every word counts, and only the one that nobody has may be mistyped', async () => {
  expect(await similarTo('rosa lindqivst')).toEqual(['Rosa Lindqvist'])
  expect(await similarTo('rsoa ole')).toEqual([])
})

it('if enough users have the swapped letters, they are all that is compared', async () => {
  const { roleId } = await deps.db.user.findFirstOrThrow()
  await deps.db.$executeRaw`
    INSERT INTO users (username, username_key, display_name, search_text, kind, role_id)
    SELECT 'n' || n, 'n' || n, 'Nelson', 'n' || n || E'\nnelson\n', 'member', ${roleId}::uuid
    FROM generate_series(1, 200) AS n`
  await createUser(deps, { password: null, displayName: 'Eve Neslan' })
  expect(new Set(await similarTo('neslon'))).toEqual(new Set(['Nelson']))
})
