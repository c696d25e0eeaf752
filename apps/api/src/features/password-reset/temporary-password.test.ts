import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { hour, minute } from '../../lib/clock.ts'
import { replaceSettings } from '../../models/settings.ts'

const oldPassword = 'correct horse battery'
const newPassword = 'orchard9'

let service: TestApp
let user: Awaited<ReturnType<typeof createUser>>

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  user = await meet()
})
afterAll(async () => service.close())

const meet = (given: NewUser = {}) => createUser(service.deps, { kind: 'contact', ...given })

const signIn = (password: string, more: object = {}) =>
  service.send('POST', '/sessions', { username: user.username, password, ...more })
const current = (cookies: SignedIn['cookies']) =>
  service.send('GET', '/sessions/current', undefined, cookies)
const choose = (cookies: SignedIn['cookies'], password = newPassword) =>
  service.send('PUT', '/account/password', { newPassword: password }, cookies)

/** Requests one, and lets the mails be sent. @returns the newest temporary password */
async function askAndRead(path = '/temporary-passwords'): Promise<string> {
  await service.send('POST', path, { username: user.username })
  return readNewest()
}

/** From the newest mail that contains one, since a notice may have been sent at the same moment. */
async function readNewest(): Promise<string> {
  await service.runJobs()
  const texts = (await service.mailsTo(user.username)).map(({ text }) => text)
  const held = texts.map((text) => /^\s*(\w{4}(?:-\w{4}){3})\s*$/m.exec(text)?.[1])
  return held.find((password) => password !== undefined) ?? ''
}

async function startAsAdministrator(body: object = {}) {
  const { cookies } = await signInWith(service, [], { roleId: builtInRoles.administrator })
  return service.send('POST', `/users/${user.id}/password-resets`, body, cookies)
}

describe('a temporary password', () => {
  test('opens a session that may only choose a new one, and then becomes an ordinary session', async () => {
    const temporary = await askAndRead()
    const signedIn = await signIn(temporary)
    const method = 'temporary-password'
    expect(signedIn).toMatchObject({ status: 201, body: { mustChangePassword: true, method } })
    expect((await current(signedIn.cookies)).body).toMatchObject({
      code: 'password-change-required',
      method,
    })
    const chosen = await choose(signedIn.cookies)
    expect(chosen.status).toBe(200)
    expect((await current(chosen.cookies)).status).toBe(200)
    expect((await signIn(newPassword)).body.mustChangePassword).toBe(false)
    expect((await signIn(oldPassword)).status).toBe(401)
    expect((await signIn(temporary)).status).toBe(401)
  })

  test('signs in again after the user has closed the tab', async () => {
    const temporary = await askAndRead()
    await signIn(temporary)
    expect((await signIn(temporary.toLowerCase().replaceAll('-', ''))).status).toBe(201)
  })

  test('lets a user sign in who has no password yet', async () => {
    user = await meet({ password: null })
    const { cookies } = await signIn(await askAndRead())
    expect((await choose(cookies)).status).toBe(200)
    expect((await signIn(newPassword)).status).toBe(201)
  })

  test('leaves the old password unchanged until the new one is saved', async () => {
    await askAndRead()
    expect((await signIn(oldPassword)).body.mustChangePassword).toBe(false)
  })

  test('works if the old password is blocked', async () => {
    expect((await startAsAdministrator({ blockCurrentPassword: true })).status).toBe(202)
    const { cookies } = await signIn(await readNewest())
    expect((await choose(cookies)).status).toBe(200)
  })

  test('lives 48 hours from its first accepted mail, however often it is requested', async () => {
    const temporary = await askAndRead()
    service.clock.advance(23 * hour)
    expect(await askAndRead()).toBe(temporary)
    service.clock.advance(25 * hour - 1)
    expect((await signIn(temporary)).status).toBe(201)
    service.clock.advance(1)
    expect((await signIn(temporary)).status).toBe(401)
  })

  test('is shown in the list of users while it lives', async () => {
    const { cookies } = await signInWith(service, ['users.read'])
    const list = async (state: string) => {
      const { body } = await service.send(
        'GET',
        `/users?passwordState=${state}`,
        undefined,
        cookies,
      )
      return body.items.filter(({ id }) => id === user.id)
    }
    await askAndRead()
    const until = new Date(service.clock.now().getTime() + 48 * hour).toISOString()
    expect(await list('temporary')).toMatchObject([
      { passwordState: 'temporary', temporaryPasswordUntil: until },
    ])
    expect(await list('set')).toEqual([])
    service.clock.advance(20 * minute)
    await choose((await signIn(await askAndRead())).cookies)
    expect(await list('temporary')).toEqual([])
    expect(await list('set')).toHaveLength(1)
  })

  test('can’t be chosen as the new one', async () => {
    const temporary = await askAndRead()
    const { cookies } = await signIn(temporary)
    const refused = await choose(cookies, temporary.toLowerCase())
    expect(refused).toMatchObject({ status: 422, body: { reason: 'same-as-temporary' } })
    await choose(cookies)
    service.clock.advance(minute)
    const again = await signIn(await askAndRead())
    const old = await choose(again.cookies)
    expect(old).toMatchObject({ status: 422, body: { reason: 'same-as-current' } })
  })

  test('is used up by one save, even when sixteen people press Save', async () => {
    const { cookies } = await signIn(await askAndRead())
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => choose(cookies, `orchard${n}x`)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('is not delayed by what strangers do to the name', async () => {
    const temporary = await askAndRead()
    for (let n = 0; n < 7; n += 1) await signIn('wrong')
    expect((await signIn(oldPassword)).status).toBe(429)
    expect((await signIn(temporary)).status).toBe(201)
  })

  test('does not work for another user, or as a reset link', async () => {
    const temporary = await askAndRead()
    const other = await meet()
    const body = { username: other.username, password: temporary }
    expect((await service.send('POST', '/sessions', body)).status).toBe(401)
  })

  test('ends when its address changes', async () => {
    const { cookies } = await signInWith(service, [], { roleId: builtInRoles.administrator })
    const temporary = await askAndRead()
    const signedIn = await signIn(temporary)
    const change = { emailTo: 'new@baltic.example' }
    await service.send('PATCH', `/users/${user.id}`, change, cookies)
    expect((await signIn(temporary)).status).toBe(401)
    expect((await choose(signedIn.cookies)).status).toBe(401)
  })

  test('of a device user opens the browser only for choosing a new one', async () => {
    user = await meet({ kind: 'device' })
    await startAsAdministrator({ method: 'temporary-password' })
    const { cookies } = await signIn(await readNewest())
    const chosen = await choose(cookies, 'Plum-Tractor-42-Violin')
    expect(chosen.status).toBe(200)
    expect((await current(chosen.cookies)).status).toBe(401)
  })
})

describe('a user who requests it again', () => {
  test('gets the same one, also if a stranger requests it each minute while the user types', async () => {
    const temporary = await askAndRead()
    const { cookies } = await signIn(temporary)
    for (let n = 0; n < 5; n += 1) {
      service.clock.advance(minute)
      expect(await askAndRead()).toBe(temporary)
    }
    expect((await choose(cookies)).status).toBe(200)
  })

  test('gets a new one when under half of its life is left, while the old one still works', async () => {
    const old = await askAndRead()
    service.clock.advance(24 * hour + 1)
    const fresh = await askAndRead()
    expect(fresh).not.toBe(old)
    expect((await signIn(old)).status).toBe(201)
    expect((await signIn(fresh)).status).toBe(201)
  })

  test('never holds more than two', async () => {
    for (let n = 0; n < 6; n += 1) {
      await askAndRead()
      service.clock.advance(25 * hour)
    }
    const where = { userId: user.id, purpose: 'temporary', endedAt: null } as const
    expect(await service.deps.db.reset.count({ where })).toBeLessThanOrEqual(2)
  })

  test('gets one whichever way they request it: the kind’s method decides', async () => {
    const temporary = await askAndRead('/password-resets')
    expect(temporary).toMatch(/^\w{4}-/)
    user = await meet({ kind: 'staff' })
    await service.send('POST', '/temporary-passwords', { username: user.username })
    await service.runJobs()
    const [mail] = await service.mailsTo(user.username)
    expect(mail?.text).toMatch(/\/reset#/)
  })
})

describe('a temporary password from an administrator', () => {
  test('ends the others, and is the one that a later request mails again', async () => {
    const own = await askAndRead()
    expect((await startAsAdministrator()).body.message.template).toBe('temporary-password')
    const started = await readNewest()
    expect((await signIn(own)).status).toBe(401)
    service.clock.advance(minute)
    expect(await askAndRead()).toBe(started)
  })

  test('may be link and code instead', async () => {
    const answer = await startAsAdministrator({ method: 'code' })
    expect(answer.body.message.template).toBe('reset')
  })
})

describe('its mail', () => {
  test('names no username unless the setting says so', async () => {
    await askAndRead()
    const [mail] = await service.mailsTo(user.username)
    expect(mail?.text).not.toContain(user.username)
    expect(mail?.html).not.toContain(user.username)
    const { db, clock, settings } = service.deps
    const changed = { ...(await settings.current()), usernameInTemporaryPasswordMail: true }
    await db.$transaction((tx) => replaceSettings(tx, changed, clock.now()))
    service.clock.advance(minute)
    await askAndRead()
    const [second] = await service.mailsTo(user.username)
    expect(second?.text).toContain(user.username)
  })

  test('cancels it by “This wasn’t me”, with the session that it opened', async () => {
    const temporary = await askAndRead()
    const { cookies } = await signIn(temporary)
    const [mail] = await service.mailsTo(user.username)
    const token = /\/not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1]
    const stopped = await service.send('POST', '/password-resets/disown', { token })
    expect(stopped.body.outcome).toBe('stopped')
    expect((await signIn(temporary)).status).toBe(401)
    expect((await choose(cookies)).status).toBe(401)
  })

  test('blocks the password that was chosen with it, by “This wasn’t me” afterwards', async () => {
    const { cookies } = await signIn(await askAndRead())
    const [mail] = await service.mailsTo(user.username)
    await choose(cookies)
    const token = /\/not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1]
    const stopped = await service.send('POST', '/password-resets/disown', { token })
    expect(stopped.body.outcome).toBe('blocked')
    expect((await signIn(newPassword)).status).toBe(401)
  })
})
