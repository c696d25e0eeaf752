import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SignedIn, signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { keepRecoveryAddressOf } from '../../../testing/with-recovery-address.ts'
import { minute } from '../../lib/clock.ts'

let service: TestApp
let cookies: SignedIn['cookies']

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  const roleId = builtInRoles.administrator
  cookies = (await signInWith(service, [], { roleId, displayName: 'Mika Ito' })).cookies
})
afterAll(async () => service.close())

const change = (id: string, body: object) => service.send('PATCH', `/users/${id}`, body, cookies)

/** A user who is signed in, has a living reset, and has a waiting mail. */
async function someoneWithEverything(given: NewUser = {}) {
  const user = await createUser(service.deps, { password: null, ...given })
  const session = await signInAs(service, user.id)
  const started = await service.send('POST', `/users/${user.id}/password-resets`, {}, cookies)
  expect(started.status).toBe(202)
  return { user, session, messageId: started.body.message.id }
}

async function holds(id: string) {
  const { db } = service.deps
  return {
    sessions: await db.session.count({ where: { userId: id } }),
    resets: await db.reset.count({ where: { userId: id, endedAt: null } }),
    mails: await db.message.count({ where: { userId: id, status: 'queued', origin: 'started' } }),
  }
}
const everything = { sessions: 1, resets: 1, mails: 1 }
const nothing = { sessions: 0, resets: 0, mails: 0 }

describe('a changed user', () => {
  test('keeps the fields that the call did not name', async () => {
    const { user } = await someoneWithEverything()
    const answer = await change(user.id, { displayName: '  Jane Roe ' })
    expect(answer).toMatchObject({
      status: 200,
      body: { displayName: 'Jane Roe', username: user.username, kind: 'staff' },
    })
    expect(await holds(user.id)).toEqual(everything)
  })

  test('is the same one with capitals in ids, and so are its organization and roles', async () => {
    const user = await createUser(service.deps, { password: null, kind: 'contact' })
    const { db } = service.deps
    const { id: organizationId } = await db.organization.create({
      data: { name: 'Baltic Freight' },
    })
    expect((await change(user.id.toUpperCase(), { organizationId })).status).toBe(200)
    await change(user.id, { organizationId: organizationId.toUpperCase() })
    expect(await db.auditEvent.count({ where: { userId: user.id } })).toBe(1)
  })

  test('can be found by the new name at once', async () => {
    const user = await createUser(service.deps, { password: null })
    await change(user.id, { displayName: 'Zebulon Quist' })
    const found = await service.send('GET', '/users?search=zebulon', undefined, cookies)
    expect(found.body.items).toHaveLength(1)
  })

  test.each([
    ['username', { username: 'jane.new@northwind.example' }],
    ['kind', { kind: 'member' }],
  ])('by another %s loses reset, sessions and waiting mails', async (_field, body) => {
    const { user, messageId } = await someoneWithEverything({ password: 'plum tractor violin' })
    expect(await holds(user.id)).toEqual(everything)
    expect((await change(user.id, body)).status).toBe(200)
    expect(await holds(user.id)).toEqual(nothing)
    const message = await service.deps.db.message.findUniqueOrThrow({ where: { id: messageId } })
    expect(message).toMatchObject({ status: 'not-sent', reason: 'cancelled' })
  })

  test.each([
    ['username', { username: 'invited.anew@northwind.example' }, 'invited.anew@northwind.example'],
    [
      'reset address',
      { emailTo: 'invited.too@northwind.example' },
      'invited.too@northwind.example',
    ],
  ])('whose invitation is open is invited anew by another %s', async (_field, body, to) => {
    const given = { kind: 'emailTo' in body ? 'member' : 'staff', emailTo: null } as const
    const { user, messageId } = await someoneWithEverything(given)
    expect((await change(user.id, body)).status).toBe(200)
    expect(await holds(user.id)).toEqual({ sessions: 0, resets: 1, mails: 1 })
    const { db } = service.deps
    const old = await db.message.findUniqueOrThrow({ where: { id: messageId } })
    expect(old).toMatchObject({ status: 'not-sent', reason: 'cancelled' })
    const waiting = { userId: user.id, status: 'queued', origin: 'started' } as const
    const fresh = await db.message.findFirstOrThrow({ where: waiting })
    expect(fresh).toMatchObject({ to, template: 'create-password' })
  })

  test('without a password and invitation gets no invitation by a change', async () => {
    const user = await createUser(service.deps, { password: null })
    await change(user.id, { username: 'never.invited@northwind.example' })
    expect(await holds(user.id)).toEqual(nothing)
  })

  test('keeps everything if the changed address is not the one for resets', async () => {
    const { user } = await someoneWithEverything({ kind: 'staff' })
    await change(user.id, { emailTo: 'elsewhere@northwind.example' })
    expect(await holds(user.id)).toEqual(everything)
    expect(
      await service.deps.db.message.count({ where: { userId: user.id, origin: 'notice' } }),
    ).toBe(0)
  })

  test.each([
    ['staff', 'username'],
    ['member', 'emailTo'],
  ] as const)('a %s keeps everything if only capitals of the %s change', async (kind, field) => {
    const { user } = await someoneWithEverything({
      kind,
      username: `Jane.${kind}@Capitals.example`,
      emailTo: `Jane.Of.${kind}@Capitals.example`,
    })
    await keepRecoveryAddressOf(service, user.id)
    const written = String(user[field]).toLowerCase()
    expect((await change(user.id, { [field]: written })).body).toMatchObject({ [field]: written })
    expect(await holds(user.id)).toEqual(everything)
    const { db } = service.deps
    expect(await db.recoveryAddress.count({ where: { userId: user.id } })).toBe(1)
    expect(await db.message.count({ where: { userId: user.id, origin: 'notice' } })).toBe(0)
  })

  test('gets the default role of the new kind, or keeps a role that was chosen', async () => {
    const plain = await createUser(service.deps, { kind: 'member', password: null })
    expect((await change(plain.id, { kind: 'device' })).body.role.name).toBe('Device user')
    const moderator = await createUser(service.deps, {
      roleId: builtInRoles.moderator,
      password: null,
    })
    expect((await change(moderator.id, { kind: 'member' })).body.role.name).toBe('Moderator')
  })
})

describe('a user who loses or gains an address gets a notice', () => {
  test('of a new username, at the old address and the new one', async () => {
    const user = await createUser(service.deps, { username: 'old@one.example', password: null })
    await change(user.id, { username: 'new@one.example' })
    await service.runJobs()
    for (const address of ['old@one.example', 'new@one.example']) {
      const [mail, ...others] = await service.mailsTo(address)
      expect(mail?.subject).toBe('Your Rekey username was changed')
      expect(mail?.text).not.toMatch(/one\.example/)
      expect(others).toEqual([])
    }
  })

  test('of a new reset address, at both', async () => {
    const given = { kind: 'member', emailTo: 'old@two.example', password: null } as const
    const user = await createUser(service.deps, given)
    await change(user.id, { emailTo: 'new@two.example' })
    await service.runJobs()
    for (const address of ['old@two.example', 'new@two.example']) {
      const [mail] = await service.mailsTo(address)
      expect(mail?.subject).toBe('Your Rekey e-mail address was changed')
    }
  })
})

describe('a change is refused', () => {
  test('to a username that another user has, in any spelling', async () => {
    await createUser(service.deps, { username: 'taken@northwind.example', password: null })
    const { user } = await someoneWithEverything()
    const answer = await change(user.id, { username: ' TAKEN@northwind.example' })
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'username-taken', errors: [{ pointer: '/username' }] },
    })
    expect(await holds(user.id)).toEqual(everything)
  })

  test.each([
    ['/organizationId', { organizationId: '00000000-0000-4000-8000-0000000000ff' }],
    ['/emailTo', { emailTo: 'nobody' }],
    ['/displayName', { displayName: '   ' }],
    ['/kind', { kind: 'robot' }],
  ])('at %s, and the problem names it', async (pointer, body) => {
    const user = await createUser(service.deps, { password: null })
    const answer = await change(user.id, body)
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } })
  })

  test('of a password, because no field accepts one', async () => {
    const user = await createUser(service.deps, { password: null })
    expect((await change(user.id, { password: 'plum tractor violin' })).status).toBe(400)
  })

  test('of an unknown or deleted user', async () => {
    const user = await createUser(service.deps, { password: null })
    await service.send('DELETE', `/users/${user.id}`, undefined, cookies)
    for (const id of [user.id, '00000000-0000-4000-8000-0000000000ff']) {
      expect((await change(id, { displayName: 'Jane' })).status).toBe(404)
    }
  })

  test('of the address of a user who can open the console, ten minutes after the sign-in', async () => {
    const roleId = builtInRoles.moderator
    const target = await createUser(service.deps, { roleId, password: null })
    service.clock.advance(10 * minute)
    expect((await change(target.id, { displayName: 'Jane Roe' })).status).toBe(200)
    expect((await change(target.id, { username: 'a@northwind.example' })).status).toBe(200)
    service.clock.advance(1)
    for (const body of [{ username: 'b@northwind.example' }, { emailTo: 'c@northwind.example' }]) {
      expect(await change(target.id, body)).toMatchObject({
        status: 403,
        body: { code: 'recent-sign-in-required' },
      })
    }
  })
})

test('a change is recorded with the previous values, and by whom', async () => {
  const user = await createUser(service.deps, { displayName: 'Jane Doe', password: null })
  await change(user.id, { displayName: 'Jane Roe' })
  const event = await service.deps.db.auditEvent.findFirstOrThrow({
    where: { userId: user.id, action: 'user.changed' },
    include: { personal: true },
  })
  expect(event.details).toEqual({ fields: ['displayName'] })
  expect(event.personal?.fields).toMatchObject({
    before: { displayName: 'Jane Doe' },
    after: { displayName: 'Jane Roe' },
  })
})
