import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Answer } from '@rekey/contracts/route'
import type { listUsers } from '@rekey/contracts/users'
import { expect } from 'vitest'
import { createManyPeople } from './many-people.ts'
import { signInWith } from './sign-in-with.ts'
import { type Cookies, createTestApp, type TestApp } from './test-app.ts'

let service: TestApp
let reader: Cookies

/**
 * Follows the cursors of this many users to the end, while others are added and removed: no gap, no
 * repeat.
 */
export async function pageThroughUsers(count: number): Promise<void> {
  service = await createTestApp()
  await createManyPeople(service.databaseUrl, count)
  reader = (await signInWith(service, ['users.read'])).cookies
  await goForth(count)
  await countLastOnes()
  await service.close()
}

/**
 * At the end of the list, where the search's index finds them: each page knows how many there are.
 */
async function countLastOnes(): Promise<void> {
  await service.deps.db.$executeRaw`
    INSERT INTO users (username, username_key, display_name, search_text, kind, role_id)
    SELECT name, name, name, name || E'\n' || name || E'\n', 'member', ${builtInRoles.registered}::uuid
    FROM (SELECT 'zzzz-last-' || number AS name FROM generate_series(1, 3) AS number) AS names`
  const last = { search: 'zzzz-last', limit: '1' }
  const first = await list(null, last)
  const second = await list(first.nextCursor, last)
  expect([first, second]).toMatchObject([{ total: 3 }, { total: 3 }])
}

async function goForth(count: number): Promise<void> {
  const before = await idsNow()
  const { met, last } = await walk(await list(null), 'nextCursor')
  const seen = new Set(met)
  expect(seen.size, 'a user was met twice').toBe(met.length)
  const after = new Set(await idsNow())
  const stayed = before.filter((id) => after.has(id))
  expect(stayed.length).toBeGreaterThan(count * 0.9)
  expect(stayed.filter((id) => !seen.has(id))).toEqual([])
  await goBack(met, last)
}

/** From the end: the same ones, in the same order. */
async function goBack(met: readonly string[], last: Page): Promise<void> {
  const back = await walk(last, 'prevCursor', 50)
  const seen = new Set(back.met)
  expect(seen.size, 'a user was met twice').toBe(back.met.length)
  const there = new Set(await idsNow())
  const first = met.findIndex((id) => seen.has(id))
  const stayed = met.slice(first).filter((id) => there.has(id))
  expect(stayed.length).toBeGreaterThan(4_000)
  expect(stayed.filter((id) => !seen.has(id))).toEqual([])
}

type Page = Answer<typeof listUsers>

async function list(cursor: string | null, more: Record<string, string> = {}): Promise<Page> {
  const query = new URLSearchParams({ limit: '100', ...more, ...(cursor && { cursor }) })
  const { status, body } = await service.send(
    'GET',
    `/users?${query.toString()}`,
    undefined,
    reader,
  )
  expect(status).toBe(200)
  return body as unknown as Page
}

/** Follows one cursor, while users come and go. @returns all ids that it met, and the last page */
async function walk(start: Page, way: 'nextCursor' | 'prevCursor', mostPages = Infinity) {
  const met = start.items.map(({ id }) => id)
  let page = start
  for (let pages = 1; page[way] && pages < mostPages; pages += 1) {
    const [next] = await Promise.all([list(page[way]), comeAndGo()])
    page = next
    met.push(...page.items.map(({ id }) => id))
  }
  return { met, last: page }
}

/** Adds three users, with names from all over the alphabet, and removes one. */
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
