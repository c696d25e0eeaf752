import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readResetMail } from '../../../testing/ask-and-read.ts'
import { type SignedIn, signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import {
  type Answer,
  createTestApp,
  createUser,
  type NewUser,
  type TestApp,
} from '../../../testing/test-app.ts'
import { hour } from '../../lib/clock.ts'
import type { MailboxMessage } from '../../mail/mailbox.ts'

const password = 'correct horse battery'

let service: TestApp
let cookies: SignedIn['cookies']

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  cookies = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => service.close())

const start = (id: string, body: object = {}, by = cookies) =>
  service.send('POST', `/users/${id}/password-resets`, body, by)
const signIn = (username: string) => service.send('POST', '/sessions', { username, password })

describe('a reset that an administrator starts', () => {
  test('is mailed to the user, lives a day, and the caller sees neither link nor code', async () => {
    const user = await createUser(service.deps, { emailTo: 'elsewhere@northwind.example' })
    const answer = await start(user.id, { reason: 'Called the help desk' })
    expect(answer.status).toBe(202)
    expect(answer.body.message).toMatchObject({
      template: 'reset',
      to: user.username,
      status: 'queued',
      origin: 'started',
    })
    await service.runJobs()
    const [mail] = await service.mailsTo(user.username)
    const { token, code } = readResetMail(mail as MailboxMessage)
    expect(JSON.stringify(answer.body)).not.toContain(code)
    expect(mail?.text).not.toContain('help desk')
    const body = { token, code }
    const log = await service.send('GET', `/audit-events?userId=${user.id}`, undefined, cookies)
    expect(log.body.items[0]).toMatchObject({
      action: 'password-reset.started',
      details: { method: 'code', reason: 'Called the help desk' },
    })
    service.clock.advance(24 * hour - 1)
    expect((await service.send('POST', '/password-resets/verify-code', body)).status).toBe(200)
    service.clock.advance(1)
    expect((await service.send('POST', '/password-resets/verify-code', body)).status).toBe(400)
  })

  test('leaves password and sessions unchanged', async () => {
    const user = await createUser(service.deps)
    const session = await signInAs(service, user.id)
    await start(user.id)
    expect((await service.send('GET', '/sessions/current', undefined, session)).status).toBe(200)
    expect((await signIn(user.username)).status).toBe(201)
  })

  test('ends sessions and blocks the password if the caller chooses that', async () => {
    const user = await createUser(service.deps)
    const session = await signInAs(service, user.id)
    await start(user.id, { endSessions: true, blockCurrentPassword: true })
    expect((await service.send('GET', '/sessions/current', undefined, session)).status).toBe(401)
    expect((await signIn(user.username)).body.code).toBe('sign-in-failed')
    const shown = await service.send('GET', `/users/${user.id}`, undefined, cookies)
    expect(shown.body.passwordState).toBe('blocked')
  })

  test('ends the one before it', async () => {
    const user = await createUser(service.deps, { password: null })
    await Promise.all(Array.from({ length: 8 }, () => start(user.id)))
    const where = { userId: user.id, endedAt: null }
    expect(await service.deps.db.reset.count({ where })).toBe(1)
    const queued = { userId: user.id, status: 'queued' } as const
    expect(await service.deps.db.message.count({ where: queued })).toBe(1)
  })

  const refusals: [string, string, NewUser][] = [
    ['user-deactivated', 'who is deactivated', { status: 'deactivated' }],
    ['user-has-no-address', 'whom no mail can reach', { kind: 'device', username: 'till-14' }],
  ]
  test.each(refusals)('is refused as %s for a user %s', async (code, _who, given) => {
    const user = await createUser(service.deps, { password: null, ...given })
    expect(await start(user.id)).toMatchObject({ status: 409, body: { code } })
    expect(await service.deps.db.message.count({ where: { userId: user.id } })).toBe(0)
  })
})

describe('a device user’s app', () => {
  test('starts resets of contacts with a reason and nothing else', async () => {
    const { cookies: app } = await signInWith(service, [], { roleId: builtInRoles.deviceUser })
    const contact = await createUser(service.deps, { kind: 'contact', password: null })
    for (const body of [{ endSessions: true }, { blockCurrentPassword: false }, { method: 'code' }])
      expect((await start(contact.id, body, app)).status).toBe(403)
    const started = await start(contact.id, { reason: 'Asked in the shop' }, app)
    expect(started.status).toBe(202)
    expect(started.body.message.to).toMatch(/^.…@northwind\.example$/)
  })

  test('starts at most sixty an hour, also with many parallel calls', async () => {
    const { cookies: app } = await signInWith(service, [], { roleId: builtInRoles.deviceUser })
    const contact = await createUser(service.deps, { kind: 'contact', password: null })
    const answers: Answer[] = []
    for (let round = 0; round < 8; round += 1) {
      answers.push(
        ...(await Promise.all(Array.from({ length: 8 }, () => start(contact.id, {}, app)))),
      )
    }
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(60)
    const [refused] = answers.filter(({ status }) => status === 429)
    expect(Number(refused?.headers['retry-after'])).toBe(3_600)
    service.clock.advance(hour)
    const again = await signInWith(service, [], { roleId: builtInRoles.deviceUser })
    expect((await start(contact.id, {}, again.cookies)).status).toBe(202)
  })
})
