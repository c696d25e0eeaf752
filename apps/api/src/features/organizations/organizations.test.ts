import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'

let service: TestApp
let cookies: Cookies

beforeAll(async () => {
  service = await createTestApp()
  cookies = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => service.close())

const create = (name: string) => service.send('POST', '/organizations', { name }, cookies)
const change = (id: string, body: object) =>
  service.send('PATCH', `/organizations/${id}`, body, cookies)
const remove = (id: string) => service.send('DELETE', `/organizations/${id}`, undefined, cookies)
const belongs = (organization: string, username?: string) =>
  createUser(service.deps, {
    organization,
    kind: 'contact',
    password: null,
    ...(username && { username }),
  })

test('an organization is added, shown with its number of users, renamed and deleted', async () => {
  const added = await create('  Baltic Grocers ')
  expect(added).toMatchObject({ status: 201, body: { name: 'Baltic Grocers', userCount: 0 } })
  const { id } = added.body
  await belongs('Baltic Grocers')
  const shown = await service.send('GET', `/organizations/${id}`, undefined, cookies)
  expect(shown.body).toMatchObject({ name: 'Baltic Grocers', userCount: 1 })
  expect((await change(id, { name: 'Nordic Grocers' })).body.name).toBe('Nordic Grocers')
  expect((await remove(id)).body.code).toBe('conflict')
  await service.deps.db.user.deleteMany({ where: { organizationId: id } })
  expect((await remove(id)).status).toBe(204)
  expect((await remove(id)).status).toBe(404)
})

test('its users are found by its new name, and no longer by the old one', async () => {
  const contact = await belongs('Harbour Deli', 'ben@shop.example')
  await change(contact.organizationId ?? '', { name: 'Seaside Deli' })
  const find = async (search: string) =>
    (await service.send('GET', `/users?search=${search}`, undefined, cookies)).body
  expect((await find('seaside')).items).toHaveLength(1)
  expect((await find('harbour%20deli')).items).toHaveLength(0)
})

test('a user who is added during the renaming is found by the new name as well', async () => {
  const { body } = await create('Before')
  const add = (n: number) =>
    service.send(
      'POST',
      '/users',
      {
        username: `buyer-${n}`,
        displayName: 'Rosa',
        kind: 'contact',
        organizationId: body.id,
      },
      cookies,
    )
  const names = Array.from({ length: 12 }, (_, n) => `Name ${n}`)
  await Promise.all(names.flatMap((name, n) => [add(n), change(body.id, { name })]))
  const { name } = await service.deps.db.organization.findUniqueOrThrow({ where: { id: body.id } })
  const users = await service.deps.db.user.findMany({ where: { organizationId: body.id } })
  expect(users).toHaveLength(12)
  for (const { searchText } of users) expect(searchText.endsWith(name.toLowerCase())).toBe(true)
})

test('a name belongs to one organization, also when sixteen calls add it at the same time', async () => {
  const answers = await Promise.all(Array.from({ length: 16 }, () => create('Corner Shop')))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  const refused = answers.filter(({ body }) => body.code === 'conflict')
  expect(refused).toHaveLength(15)
  expect(refused[0]?.body.errors).toEqual([
    { pointer: '/name', detail: 'is the name of another organization' },
  ])
  const other = await create('Other Shop')
  expect((await change(other.body.id, { name: 'Corner Shop' })).status).toBe(409)
})

test('a caller who may read contacts can read organizations, but not change them', async () => {
  const device = await signInWith(service, [], { roleId: builtInRoles.deviceUser })
  const list = await service.send('GET', '/organizations?search=shop', undefined, device.cookies)
  expect(list.status).toBe(200)
  const denied = await service.send('POST', '/organizations', { name: 'Mine' }, device.cookies)
  expect(denied.status).toBe(403)
})
