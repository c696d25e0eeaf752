import type { Answer } from '@rekey/contracts/route'
import type { listUsers } from '@rekey/contracts/users'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtInRoles } from '../../models/roles.ts'
import { createManyPeople } from '../../testing/many-people.ts'
import { signInWith } from '../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, type TestApp } from '../../testing/test-app.ts'

const count = 100_000

let service: TestApp
let reader: Cookies

beforeAll(async () => {
  service = await createTestApp()
  await createManyPeople(service.databaseUrl, count)
  reader = (await signInWith(service, ['users.read'])).cookies
})
afterAll(() => service.close())

type Page = Answer<typeof listUsers>

async function list(cursor: string | null): Promise<Page> {
  const query = new URLSearchParams({ limit: '100', ...(cursor && { cursor }) })
  const { status, body } = await service.send('GET', `/users?${query}`, undefined, reader)
  expect(status).toBe(200)
  return body as unknown as Page
}

/** Follows one cursor to its end, while users come and go. @returns all ids that it met */
async function walk(start: Page, way: 'nextCursor' | 'prevCursor') {
  const met = start.items.map(({ id }) => id)
  let page = start
  while (page[way]) {
    const [next] = await Promise.all([list(page[way]), comeAndGo()])
    page = next
    met.push(...page.items.map(({ id }) => id))
  }
  return { met, last: page }
}

/** Three come, with names from all over the alphabet, and one goes. */
async function comeAndGo(): Promise<void> {
  await service.deps.db.$executeRaw`
    WITH gone AS (
      UPDATE users SET deleted_at = now() WHERE id = (
        SELECT id FROM users WHERE id > gen_random_uuid() AND deleted_at IS NULL AND role_id <> ALL (
          SELECT id FROM roles WHERE NOT built_in) ORDER BY id LIMIT 1)
    ), names AS (
      SELECT chr(97 + floor(random() * 26)::int) || md5(random()::text) AS name FROM generate_series(1, 3)
    )
    INSERT INTO users (username, username_key, display_name, search_text, kind, role_id)
    SELECT name, name, name, name || E'\n' || name || E'\n', 'member', ${builtInRoles.registered}::uuid
    FROM names`
}

async function idsNow(): Promise<string[]> {
  const users = await service.deps.db.user.findMany({
    where: { deletedAt: null },
    select: { id: true },
  })
  return users.map(({ id }) => id)
}

it('pages through 100,000 users, forth and back, without a gap or a repeat, while others come and go', async () => {
  let page = await list(null)
  for (const way of ['nextCursor', 'prevCursor'] as const) {
    const before = await idsNow()
    const { met, last } = await walk(page, way)
    page = last
    const seen = new Set(met)
    expect(seen.size, 'a user was met twice').toBe(met.length)
    const after = new Set(await idsNow())
    const stayed = before.filter((id) => after.has(id))
    expect(stayed.length).toBeGreaterThan(count - 10_000)
    expect(stayed.filter((id) => !seen.has(id))).toEqual([])
  }
}, 180_000)
