import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { listOrganizations } from '@rekey/contracts/organizations'
import type { Answer } from '@rekey/contracts/route'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, type TestApp } from '../../../testing/test-app.ts'

const names = ['Åland Foods', 'baltic grocers', 'Baltic Kiosk', 'Harbour_Deli 100%', 'Zeta']

let service: TestApp
let reader: Cookies

beforeAll(async () => {
  service = await createTestApp()
  await service.deps.db.organization.createMany({ data: names.map((name) => ({ name })) })
  reader = (await signInWith(service, ['contacts.read'])).cookies
})
afterAll(() => service.close())

async function list(query: Record<string, string> = {}) {
  const path = `/organizations?${new URLSearchParams(query).toString()}`
  const { status, body } = await service.send('GET', path, undefined, reader)
  const page = body as unknown as Answer<typeof listOrganizations>
  return { status, ...page, names: page.items?.map(({ name }) => name) }
}

it('organizations come by name, as people sort', async () => {
  expect((await list()).names).toEqual(names)
})

it('organizations are found by a part of their name, in either case; % and _ are plain', async () => {
  expect((await list({ search: 'BALT' })).names).toEqual(['baltic grocers', 'Baltic Kiosk'])
  expect((await list({ search: 'åla' })).names).toEqual(['Åland Foods'])
  expect((await list({ search: '%' })).names).toEqual(['Harbour_Deli 100%'])
  expect((await list({ search: '_' })).names).toEqual(['Harbour_Deli 100%'])
})

it('organizations are paged forth and back', async () => {
  const first = await list({ limit: '2' })
  const second = await list({ limit: '2', cursor: first.nextCursor ?? '' })
  const third = await list({ limit: '2', cursor: second.nextCursor ?? '' })
  expect([first, second, third].flatMap((page) => page.names)).toEqual(names)
  expect(third.nextCursor).toBeNull()
  const back = await list({ limit: '2', cursor: third.prevCursor ?? '' })
  expect(back.names).toEqual(second.names)
  expect((await list({ limit: '2', cursor: back.prevCursor ?? '' })).prevCursor).toBeNull()
})

it('organizations refuse a damaged cursor', async () => {
  for (const value of ['x', Buffer.from('["after","a\\u0000"]').toString('base64url')]) {
    expect((await list({ cursor: value })).status).toBe(400)
  }
})

it('organizations are found by several words, and without accents, as users are', async () => {
  await service.deps.db.organization.deleteMany()
  const { cookies } = await signInWith(service, [], { roleId: builtInRoles.administrator })
  for (const name of ['Fjørd & Søn', 'Müller, Inc.', 'Foods Fjell']) {
    expect((await service.send('POST', '/organizations', { name }, cookies)).status).toBe(201)
  }
  for (const search of ['fjørd', 'FJORD', 'fjoerd', 'Fjord & Søn', 'son fjo', 'søn, fjørd']) {
    expect((await list({ search })).names, search).toEqual(['Fjørd & Søn'])
  }
  for (const search of ['muller', 'mueller', 'Müller, Inc.']) {
    expect((await list({ search })).names, search).toEqual(['Müller, Inc.'])
  }
  expect((await list({ search: 'fj fo' })).names).toEqual(['Foods Fjell'])
  const found = await service.deps.db.organization.findFirstOrThrow({
    where: { name: 'Foods Fjell' },
  })
  const changed = { name: 'Ångström' }
  const path = `/organizations/${found.id}`
  expect((await service.send('PATCH', path, changed, cookies)).status).toBe(200)
  expect((await list({ search: 'angstrom' })).names).toEqual(['Ångström'])
  expect((await list({ search: 'fjell' })).names).toEqual([])
})
