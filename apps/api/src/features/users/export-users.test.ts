import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createManyUsers } from '../../../testing/many-users.ts'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'

let service: TestApp
let reader: SignedIn

beforeAll(async () => {
  service = await createTestApp()
  reader = await signInWith(service, ['users.read'])
})
afterAll(async () => service.close())

async function exported(query: string, by = reader): Promise<string[]> {
  const { body, statusCode, headers } = await service.app.inject({
    url: `/api/v1/users${query}`,
    cookies: by.cookies,
    headers: { accept: 'text/csv' },
  })
  expect(statusCode).toBe(200)
  expect(headers['content-disposition']).toBe('attachment; filename="users.csv"')
  return body.trim().split('\r\n')
}

test('an export holds the chosen users alone, whatever page was requested', async () => {
  const users = [
    await createUser(service.deps, { displayName: 'Ada Lane' }),
    await createUser(service.deps, { displayName: '=1+1' }),
  ]
  await createUser(service.deps)
  const ids = users.map(({ id }) => id).join(',')
  const [header, ...lines] = await exported(`?ids=${ids}&limit=1`)
  expect(header).toMatch(/^id,username,displayName,kind,status,organization,role,/)
  expect(lines.map((line) => line.split(',')[2])).toEqual(["'=1+1", 'Ada Lane'])
})

test('an export of a filter goes over many pages', async () => {
  const names = await createManyUsers(service.databaseUrl, 1_203)
  const lines = await exported('?search=jane%20doe')
  const found = new Set(lines.map((line) => line.split(',')[1]))
  expect(names.every((name) => found.has(name))).toBe(true)
  expect(found.size).toBe(lines.length)
})

test('an export is recorded, and what was searched can be erased', async () => {
  const search = `nobody-${randomUUID()}`
  await exported(`?search=${search}&kind=staff`)
  const event = await service.deps.db.auditEvent.findFirstOrThrow({
    where: { action: 'users.exported', actorId: reader.user.id },
    orderBy: { id: 'desc' },
    include: { personal: true },
  })
  expect(event.details).toEqual({ kind: 'staff' })
  expect(JSON.stringify(event.personal?.fields)).toContain(search)
})

test('without users.read it holds contacts alone, with masked addresses', async () => {
  const helper = await signInWith(service, ['contacts.read'])
  const contact = await createUser(service.deps, { kind: 'contact' })
  const staff = await createUser(service.deps)
  const [, ...lines] = await exported(`?ids=${contact.id},${staff.id}`, helper)
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain(contact.username)
})

test.each([
  '?ids=x',
  '?ids=',
  `?ids=${randomUUID()},`,
  `?ids=${Array(101).fill(randomUUID()).join()}`,
])('ids that aren’t ids are refused: %.20s', async (query) => {
  const { status, body } = await service.send('GET', `/users${query}`, undefined, reader.cookies)
  expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/ids'])
})
