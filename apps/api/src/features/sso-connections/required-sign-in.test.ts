import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { permissions } from '@rekey/contracts/permissions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countWaiting } from '../../../testing/count-waiting.ts'
import { createConnection, linkUser } from '../../../testing/create-connection.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { settleConnection } from '../../models/required-sign-in.ts'
import { unlinkIdentity } from '../../models/unlink-identity.ts'

const password = 'correct horse battery'

let service: TestApp
let admin: Cookies

beforeAll(async () => {
  service = await createTestApp()
  const all = ['sso.write', 'users.write', 'users.read', 'users.reset-password', 'console.access']
  admin = (await signInWith(service, all as Parameters<typeof signInWith>[1])).cookies
  await createUser(service.deps, { roleId: builtInRoles.administrator })
})
afterAll(async () => service.close())

/** A connection with a domain of its own, not required yet. */
async function connect() {
  const domain = `${randomUUID().slice(0, 8)}.example`
  const connection = await createConnection(service.deps, { domains: [domain] })
  const set = (body: object) =>
    service.send('PATCH', `/sso-connections/${connection.id}`, body, admin)
  const add = (given: Parameters<typeof createUser>[1] = {}) =>
    createUser(service.deps, { username: `${randomUUID().slice(0, 8)}@${domain}`, ...given })
  return { ...connection, domain, set, add }
}

const find = (id: string) => service.deps.db.user.findUniqueOrThrow({ where: { id } })
const signIn = (username: string) => service.send('POST', '/sessions', { username, password })

async function ask(username: string) {
  await service.openReset(username)
  await service.runJobs()
  return (await service.mailsTo(username))[0]
}

describe('a required sign-in', () => {
  test('shows how many users it changes, and then ends passwords, resets and sessions', async () => {
    const { id, set, add } = await connect()
    const [one, two] = await Promise.all([add(), add({ status: 'deactivated' })])
    const device = await add({ kind: 'device' })
    const other = await createUser(service.deps)
    const session = await signIn(one.username)
    await ask(one.username)
    const preview = await service.send(
      'GET',
      `/sso-connections/${id}/required-preview`,
      undefined,
      admin,
    )
    expect(preview.body).toEqual({ userCount: 2, offeredCount: 1 })
    expect((await set({ required: true })).body).toMatchObject({ required: true, userCount: 2 })
    for (const user of [one, two]) {
      const stored = await find(user.id)
      expect(stored).toMatchObject({
        signInMethod: 'sso',
        passwordHash: null,
        requiredConnectionId: id,
      })
    }
    for (const user of [device, other]) expect((await find(user.id)).signInMethod).toBe('password')
    expect((await signIn(one.username)).body.code).toBe('sign-in-failed')
    const gone = await service.send('GET', '/sessions/current', undefined, session.cookies)
    expect(gone.status).toBe(401)
    const living = { userId: one.id, endedAt: null }
    expect(await service.deps.db.reset.count({ where: living })).toBe(0)
    const event = await service.deps.db.auditEvent.findFirstOrThrow({
      where: { action: 'sso-connection.changed' },
      orderBy: { id: 'desc' },
    })
    expect(event.details).toMatchObject({ after: { required: true }, required: 2, released: 0 })
  })

  test('keeps console passwords of users who are linked, and their sessions', async () => {
    const { id, issuer, set, add } = await connect()
    const user = await add()
    await linkUser(service.deps, { id, issuer }, user.id)
    await set({ required: true })
    expect((await find(user.id)).passwordHash).not.toBeNull()
    await set({ required: false })
    expect(await find(user.id)).toMatchObject({ signInMethod: 'sso', requiredConnectionId: null })
  })

  test('a user who asks for a reset is told in plain words where to sign in', async () => {
    const { name, set, add } = await connect()
    const user = await add()
    await set({ required: true })
    const mail = await ask(user.username)
    expect(mail?.subject).toContain(`signs in with ${name}`)
    const started = await service.send('POST', `/users/${user.id}/password-resets`, {}, admin)
    expect(started.body.code).toBe('user-signs-in-elsewhere')
    const back = await service.send(
      'PATCH',
      `/users/${user.id}`,
      { signInMethod: 'password' },
      admin,
    )
    expect(back.body.code).toBe('user-signs-in-elsewhere')
  })

  test.each(['required', 'enabled', 'domain'])(
    'ends when %s does: users who are linked nowhere ask for a first password',
    async (what) => {
      const { id, domain, set, add } = await connect()
      const user = await add()
      await set({ required: true })
      if (what === 'domain') {
        const path = `/sso-connections/${id}/domains/${domain}`
        expect((await service.send('DELETE', path, undefined, admin)).status).toBe(200)
      } else expect((await set({ [what]: false })).status).toBe(200)
      const back = { signInMethod: 'password', passwordHash: null, requiredConnectionId: null }
      expect(await find(user.id)).toMatchObject(back)
      expect((await ask(user.username))?.text).toMatch(/\/reset#/)
    },
  )

  test('counts for users who are added or renamed later', async () => {
    const { id, domain, set } = await connect()
    await set({ required: true })
    const username = `${randomUUID().slice(0, 8)}@${domain}`
    const fields = { username, displayName: 'Jane', kind: 'member' }
    const added = await service.send('POST', '/users', fields, admin)
    expect(added.body).toMatchObject({ signInMethod: 'sso' })
    await service.runJobs()
    expect(await service.mailsTo(username)).toEqual([])
    const other = await createUser(service.deps)
    const renamed = `${randomUUID().slice(0, 8)}@${domain.toUpperCase()}`
    await service.send('PATCH', `/users/${other.id}`, { username: renamed }, admin)
    expect(await find(other.id)).toMatchObject({ signInMethod: 'sso', requiredConnectionId: id })
    const away = `${randomUUID().slice(0, 8)}@elsewhere.example`
    await service.send('PATCH', `/users/${other.id}`, { username: away }, admin)
    expect(await find(other.id)).toMatchObject({ signInMethod: 'password', passwordHash: null })
    await service.runJobs()
    const mails = await service.mailsTo(away)
    expect(mails.some(({ text }) => text.includes('/reset#'))).toBe(true)
  })

  test('counts for a user who is added while it is switched on', async () => {
    const { domain, set } = await connect()
    const names = Array.from({ length: 6 }, () => `${randomUUID().slice(0, 8)}@${domain}`)
    const add = (username: string) =>
      service.send('POST', '/users', { username, displayName: 'Jane', kind: 'member' }, admin)
    const answers = await Promise.all([
      ...names.slice(0, 3).map(add),
      set({ required: true }),
      ...names.slice(3).map(add),
    ])
    const statuses = answers.map(({ status }) => status)
    expect(statuses.toSorted((one, other) => one - other)).toEqual([200, ...Array(6).fill(201)])
    const where = { username: { in: names }, signInMethod: 'password' } as const
    expect(await service.deps.db.user.count({ where })).toBe(0)
  })

  test('counts for a device user who becomes a member while it is switched on', async () => {
    const { id, add } = await connect()
    const user = await add({ kind: 'device' })
    const { promise: isChanged, resolve: commit } = Promise.withResolvers<void>()
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>()
    const switched = service.deps.db.$transaction(async (tx) => {
      await tx.ssoConnection.update({ where: { id }, data: { required: true } })
      await settleConnection(tx, id, service.clock.now())
      hold()
      await isChanged
    })
    await isHeld
    const changing = service.send('PATCH', `/users/${user.id}`, { kind: 'member' }, admin)
    await expect.poll(() => countWaiting(service.deps)).toBe(1)
    commit()
    await Promise.all([switched, changing])
    expect(await find(user.id)).toMatchObject({ signInMethod: 'sso', requiredConnectionId: id })
  })

  test('counts for a user who removes their link while it is switched on', async () => {
    const { id, issuer, set, add } = await connect()
    const user = await add()
    await linkUser(service.deps, { id, issuer }, user.id)
    const identity = await service.deps.db.ssoIdentity.findFirstOrThrow({
      where: { userId: user.id },
    })
    const { promise: isWaiting, resolve: commit } = Promise.withResolvers<void>()
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>()
    const removed = service.deps.db.$transaction(async (tx) => {
      await unlinkIdentity(tx, service.deps, { identityId: identity.id, userId: user.id })
      hold()
      await isWaiting
    })
    await isHeld
    const switched = set({ required: true })
    await expect.poll(() => countWaiting(service.deps)).toBe(1)
    commit()
    await Promise.all([removed, switched])
    const stored = { signInMethod: 'sso', requiredConnectionId: id, passwordHash: null }
    expect(await find(user.id)).toMatchObject(stored)
    const living = { userId: user.id, endedAt: null }
    expect(await service.deps.db.reset.count({ where: living })).toBe(0)
  })

  test('is refused to somebody who may do less than one of its users', async () => {
    const { set, add } = await connect()
    const role = await service.deps.db.role.create({
      data: { name: randomUUID(), permissions: ['audit.read'] },
    })
    const user = await add({ roleId: role.id })
    expect((await set({ required: true })).body.code).toBe('not-permitted')
    expect((await find(user.id)).signInMethod).toBe('password')
  })

  test('is refused while it would leave no administrator who can sign in', async () => {
    const { id, issuer, set, add } = await connect()
    const roleId = builtInRoles.administrator
    const only = await add({ roleId })
    await service.deps.db.user.updateMany({
      where: { roleId, id: { not: only.id } },
      data: { status: 'deactivated' },
    })
    const { cookies } = await signInWith(service, [...permissions])
    const require = () =>
      service.send('PATCH', `/sso-connections/${id}`, { required: true }, cookies)
    expect((await require()).body.code).toBe('last-administrator')
    expect((await find(only.id)).signInMethod).toBe('password')
    await linkUser(service.deps, { id, issuer }, only.id)
    expect((await require()).status).toBe(200)
    await set({ required: false })
    await service.deps.db.user.update({
      where: { id: only.id },
      data: { signInMethod: 'password' },
    })
  })

  test('keeps the connection from being deleted while it is on', async () => {
    const { id, set, add } = await connect()
    await add()
    await set({ required: true })
    const remove = () => service.send('DELETE', `/sso-connections/${id}`, undefined, admin)
    expect((await remove()).body.code).toBe('conflict')
    await set({ required: false })
    expect((await remove()).status).toBe(204)
  })
})
