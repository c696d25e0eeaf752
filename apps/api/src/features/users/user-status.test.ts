import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'

const password = 'correct horse battery'

let service: TestApp
let cookies: Cookies

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const administrators = () =>
  service.deps.db.user.findMany({
    where: { roleId: builtInRoles.administrator, status: 'active', deletedAt: null },
  })

beforeEach(async () => {
  await service.deps.db.user.updateMany({
    where: { roleId: builtInRoles.administrator },
    data: { roleId: builtInRoles.registered },
  })
  cookies = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})

const post = (id: string, act: string, body?: object) =>
  service.send('POST', `/users/${id}/${act}`, body, cookies)
const signIn = (username: string) => service.send('POST', '/sessions', { username, password })

describe('a deactivated user', () => {
  test('is signed out, can’t sign in, and gets no mail', async () => {
    const user = await createUser(service.deps)
    const session = await signInAs(service, user.id)
    const answer = await post(user.id, 'deactivate')
    expect(answer).toMatchObject({ status: 200, body: { status: 'deactivated' } })
    expect((await service.send('GET', '/sessions/current', undefined, session)).status).toBe(401)
    expect((await signIn(user.username)).body.code).toBe('sign-in-failed')
    await service.send('POST', '/password-resets', { username: user.username })
    await service.runJobs()
    expect(await service.mailsTo(user.username)).toEqual([])
  })

  test('is deactivated once, however often it is requested', async () => {
    const user = await createUser(service.deps, { password: null })
    await post(user.id, 'deactivate')
    expect((await post(user.id, 'deactivate')).status).toBe(200)
    const where = { userId: user.id, action: 'user.deactivated' } as const
    expect(await service.deps.db.auditEvent.count({ where })).toBe(1)
  })

  test('comes back with a password that must be changed, unless the caller says otherwise', async () => {
    const one = await createUser(service.deps, { status: 'deactivated' })
    expect((await post(one.id, 'reactivate')).body).toMatchObject({
      status: 'active',
      passwordState: 'must-change',
    })
    expect(await signIn(one.username)).toMatchObject({
      status: 201,
      body: { mustChangePassword: true },
    })
    const other = await createUser(service.deps, { status: 'deactivated' })
    const answer = await post(other.id, 'reactivate', { mustChangePassword: false })
    expect(answer.body.passwordState).toBe('set')
    expect(await signIn(other.username)).toMatchObject({
      status: 201,
      body: { mustChangePassword: false },
    })
  })
})

describe('the last administrator', () => {
  const remove = {
    'is not deactivated': (id: string) => post(id, 'deactivate'),
    'is not deleted': (id: string) => service.send('DELETE', `/users/${id}`, undefined, cookies),
    'does not become a device user': (id: string) =>
      service.send('PATCH', `/users/${id}`, { kind: 'device' }, cookies),
    'does not lose the role': (id: string) =>
      service.send('PATCH', `/users/${id}`, { roleId: builtInRoles.moderator }, cookies),
  }
  test.each(Object.entries(remove))('%s', async (_title, act) => {
    const [last] = await administrators()
    expect(await act(last?.id ?? '')).toMatchObject({
      status: 409,
      body: { code: 'last-administrator' },
    })
    expect(await administrators()).toHaveLength(1)
  })

  test('stays when two administrators deactivate each other at the same time', async () => {
    const [one] = await administrators()
    const other = await signInWith(service, [], { roleId: builtInRoles.administrator })
    const answers = await Promise.all([
      post(other.user.id, 'deactivate'),
      service.send('POST', `/users/${one?.id}/deactivate`, undefined, other.cookies),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await administrators()).toHaveLength(1)
  })
})

describe('a deleted user', () => {
  test('leaves the username free and no personal field behind', async () => {
    const given = {
      username: 'gone@northwind.example',
      displayName: 'Gone With',
      emailTo: 'g@o.ne',
    }
    const user = await createUser(service.deps, given)
    const session = await signInAs(service, user.id)
    await post(user.id, 'password-resets', {})
    const path = `/users/${user.id}`
    expect((await service.send('DELETE', path, undefined, cookies)).status).toBe(204)
    expect((await service.send('GET', path, undefined, cookies)).status).toBe(404)
    expect((await service.send('DELETE', path, undefined, cookies)).status).toBe(404)
    expect((await service.send('GET', '/sessions/current', undefined, session)).status).toBe(401)
    const tombstone = await service.deps.db.user.findUniqueOrThrow({
      where: { id: user.id },
      include: { messages: true },
    })
    expect(JSON.stringify(tombstone)).not.toMatch(/gone|g@o\.ne|argon2/i)
    const again = { ...given, kind: 'staff' }
    expect((await service.send('POST', '/users', again, cookies)).status).toBe(201)
  })

  test('is treated like an unknown user when a reset is requested', async () => {
    const user = await createUser(service.deps)
    await service.send('DELETE', `/users/${user.id}`, undefined, cookies)
    expect((await signIn(user.username)).body.code).toBe('sign-in-failed')
    const { username } = user
    expect((await service.send('POST', '/password-resets', { username })).status).toBe(202)
    await service.runJobs()
    expect(await service.mailsTo(username)).toEqual([])
  })
})

test('ending all sessions signs out everywhere, and voids the known devices', async () => {
  const user = await createUser(service.deps)
  const { cookies: browser } = await signIn(user.username)
  expect((await post(user.id, 'end-sessions')).body.sessionsEnded).toBe(1)
  expect((await service.send('GET', '/sessions/current', undefined, browser)).status).toBe(401)
  const { devicesVoidBefore } = await service.deps.db.user.findUniqueOrThrow({
    where: { id: user.id },
  })
  expect(devicesVoidBefore).toEqual(service.clock.now())
})
