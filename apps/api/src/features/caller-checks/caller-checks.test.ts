import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApiKey } from '../../../testing/create-api-key.ts'
import { findInTables } from '../../../testing/find-in-tables.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import { hour, minute } from '../../lib/clock.ts'

let service: TestApp
let desk: Cookies

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  desk = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => service.close())

const start = (userId: string, cookies = desk) =>
  ask(service, 'POST', `/users/${userId}/caller-checks`, undefined, cookies)
const verify = (id: unknown, code: string, cookies = desk) =>
  ask(service, 'POST', `/caller-checks/${String(id)}`, { code }, cookies)
const mailsTo = async (address: string) => {
  await service.runJobs()
  return service.mailsTo(address)
}
const codeIn = (text = '') => /^(\d{6})$/m.exec(text)?.[1] ?? ''
const tokenIn = (text = '') => /\/not-me#([\w.-]+)/.exec(text)?.[1]
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000')
const eventsOf = (userId: string) =>
  service.deps.db.auditEvent.findMany({ where: { userId }, orderBy: { id: 'asc' } })

/** A user, a check that was started for them, and the mail that they got. */
async function started() {
  const user = await createUser(service.deps, { password: null })
  const { status, body } = await start(user.id)
  expect(status).toBe(202)
  const [mail] = await mailsTo(user.username)
  return { user, id: body.id, body, mail, code: codeIn(mail?.text) }
}

test('a code is mailed to the user, and the caller who reads it out is verified once', async () => {
  const { user, id, body, mail, code } = await started()
  expect(body.sentTo).toEqual([user.username])
  expect(new Date(String(body.expiresAt)).getTime()).toBe(
    service.clock.now().getTime() + 10 * minute,
  )
  expect(mail?.text.replaceAll('\n', ' ')).toContain(
    'Somebody at the help desk asks you for this code. Only tell it to them if you called.',
  )
  expect(mail?.subject).not.toContain(code)
  expect(await verify(id, ` ${code.slice(0, 3)}-${code.slice(3)}`)).toMatchObject({
    status: 200,
    body: { verified: true },
  })
  expect((await verify(id, code)).body.code).toBe('conflict')
  const events = await eventsOf(user.id)
  expect(events.map(({ action }) => action)).toEqual([
    'caller-check.started',
    'caller-check.verified',
  ])
})

test('of sixteen verifications at the same time one succeeds', async () => {
  const { id, code } = await started()
  const answers = await Promise.all(Array.from({ length: 16 }, () => verify(id, code)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('twenty parallel guesses use five tries, and the right code is too late', async () => {
  const { user, id, code } = await started()
  const wrong = wrongFor(code)
  const answers = await Promise.all(Array.from({ length: 20 }, () => verify(id, wrong)))
  const left = answers.flatMap(({ body }) =>
    body.code === 'reset-code-wrong' ? body.triesLeft : [],
  )
  expect(new Set(left)).toEqual(new Set([0, 1, 2, 3, 4]))
  expect((await verify(id, code)).body.code).toBe('conflict')
  const wrongs = (await eventsOf(user.id)).filter(({ action }) => action === 'caller-check.wrong')
  expect(wrongs).toHaveLength(5)
})

test('the code works for ten minutes', async () => {
  const { id, code } = await started()
  service.clock.advance(10 * minute - 1)
  expect((await verify(id, wrongFor(code))).body.triesLeft).toBe(4)
  service.clock.advance(1)
  expect((await verify(id, code)).body.code).toBe('conflict')
})

test('a second call of the same person mails the same code, with the tries that are left', async () => {
  const { user, id, code } = await started()
  await verify(id, wrongFor(code))
  service.clock.advance(5 * minute)
  const again = await start(user.id)
  expect(again.body.id).toBe(id)
  const mails = await mailsTo(user.username)
  expect(mails.map(({ text }) => codeIn(text))).toEqual([code, code])
  service.clock.advance(9 * minute)
  expect((await verify(id, wrongFor(code))).body.triesLeft).toBe(3)
  expect((await verify(id, code)).status).toBe(200)
})

test('a call of another person ends the check before it', async () => {
  const { user, id, code } = await started()
  const other = await signInWith(service, [], { roleId: builtInRoles.administrator })
  const newer = await start(user.id, other.cookies)
  expect(newer.body.id).not.toBe(id)
  expect((await verify(id, code)).body.code).toBe('conflict')
  const calls = await Promise.all(Array.from({ length: 3 }, () => start(user.id, other.cookies)))
  expect(new Set(calls.map(({ body }) => body.id))).toEqual(new Set([newer.body.id]))
})

test('five can be started in an hour for one user', async () => {
  const { user } = await started()
  for (let n = 0; n < 4; n += 1) {
    service.clock.advance(minute)
    expect((await start(user.id)).status).toBe(202)
  }
  service.clock.advance(minute)
  const refused = await start(user.id)
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate-limited' } })
  expect(refused.headers['retry-after']).toBe(String(55 * 60))
  service.clock.advance(55 * minute)
  desk = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
  expect((await start(user.id)).status).toBe(202)
})

describe('a check is refused', () => {
  test('for users without an address, deactivated and unknown ones', async () => {
    const till = await createUser(service.deps, { kind: 'device', username: 'till-16' })
    expect((await start(till.id)).body.code).toBe('user-has-no-address')
    const off = await createUser(service.deps, { status: 'deactivated' })
    expect((await start(off.id)).body.code).toBe('user-deactivated')
    expect((await start(crypto.randomUUID())).body.code).toBe('not-found')
    expect((await verify(crypto.randomUUID(), '123456')).body.code).toBe('not-found')
  })

  test('to callers who lack the permission, or something that the user has', async () => {
    const { user, id, code } = await started()
    const reader = await signInWith(service, ['users.read', 'contacts.reset-password'])
    expect((await start(user.id, reader.cookies)).body.code).toBe('not-permitted')
    expect((await verify(id, code, reader.cookies)).body.code).toBe('not-permitted')
    const weak = await signInWith(service, ['users.reset-password'])
    const administrator = await createUser(service.deps, { roleId: builtInRoles.administrator })
    expect((await start(administrator.id, weak.cookies)).body.code).toBe('not-permitted')
    const { id: checkId } = (await start(administrator.id)).body
    const mail = (await mailsTo(administrator.username))[0]
    const answer = await verify(checkId, codeIn(mail?.text), weak.cookies)
    expect(answer.body.code).toBe('not-permitted')
    expect((await verify(id, code)).status).toBe(200)
  })

  test('when the code was mailed and the user was deactivated or renamed since', async () => {
    for (const change of [
      { path: '/deactivate' },
      { body: { username: 'new@northwind.example' } },
    ]) {
      const { user, id, code } = await started()
      const path = `/users/${user.id}${change.path ?? ''}`
      const method = change.path ? 'POST' : 'PATCH'
      expect((await ask(service, method, path, change.body, desk)).status).toBeLessThan(300)
      expect((await verify(id, code)).body.code).toBe('conflict')
    }
  })
})

test('an API key can do both, and sees masked addresses without users.read', async () => {
  const { key } = await createApiKey(service, ['users.reset-password'])
  const user = await createUser(service.deps, { username: 'ines@northwind.example' })
  const path = `/users/${user.id}/caller-checks`
  const answer = await service.sendAsApp('POST', path, undefined, key)
  const { id, sentTo } = answer.body as unknown as { id: string; sentTo: string[] }
  expect(sentTo).toEqual(['i…@northwind.example'])
  const code = codeIn((await mailsTo(user.username))[0]?.text)
  const verified = await service.sendAsApp('POST', `/caller-checks/${id}`, { code }, key)
  expect(verified.status).toBe(200)
})

test('a mail that is late, because the code has expired or ended, is not sent', async () => {
  const user = await createUser(service.deps, { password: null })
  await start(user.id)
  service.clock.advance(10 * minute)
  expect(await mailsTo(user.username)).toEqual([])
  expect(await service.deps.db.message.findFirst({ where: { userId: user.id } })).toMatchObject({
    status: 'not-sent',
    reason: 'cancelled',
  })
})

describe('“This wasn’t me”', () => {
  const disown = (token?: string) =>
    ask(service, 'POST', '/password-resets/disown', { token: token ?? '' })

  test('ends a check before the caller is verified', async () => {
    const { id, mail, code } = await started()
    expect((await disown(tokenIn(mail?.text))).body.outcome).toBe('caller-refused')
    expect((await verify(id, code)).body.code).toBe('conflict')
    expect((await disown(tokenIn(mail?.text))).body.outcome).toBe('recorded')
  })

  test('takes a verification back, and tells administrators', async () => {
    const { user, id, mail, code } = await started()
    await verify(id, code)
    const show = () => ask(service, 'GET', `/users/${user.id}`, undefined, desk)
    expect((await show()).body.callerVerifiedAt).toBe(service.clock.now().toISOString())
    expect((await disown(tokenIn(mail?.text))).body.outcome).toBe('caller-refused')
    expect((await show()).body.callerVerifiedAt).toBeNull()
    const events = await eventsOf(user.id)
    expect(events.at(-1)).toMatchObject({
      action: 'password-reset.disowned',
      details: { outcome: 'caller-refused' },
    })
  })
})

test('resets and removals of second factors say for an hour whether the caller was verified', async () => {
  const { user } = await createUserWithTotp(service)
  desk = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
  const reset = () => ask(service, 'POST', `/users/${user.id}/password-resets`, {}, desk)
  await reset()
  const { id } = (await start(user.id)).body
  const mails = await mailsTo(user.username)
  const code = mails.map(({ text }) => text).find((text) => text.includes('help desk'))
  expect((await verify(id, codeIn(code))).status).toBe(200)
  await reset()
  const path = `/users/${user.id}/factor-recoveries`
  await ask(service, 'POST', path, { reason: 'Lost phone' }, desk)
  service.clock.advance(hour)
  desk = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
  await reset()
  const said = (await eventsOf(user.id)).flatMap(({ action, details }) =>
    /^(password-reset|factor-recovery)\.started$/.test(action)
      ? (details as { callerVerified: boolean }).callerVerified
      : [],
  )
  expect(said).toEqual([false, true, true, false])
})

test('the code is in no answer, log and table', async () => {
  const { user, id, body, code } = await started()
  const wrong = await verify(id, wrongFor(code))
  const list = await ask(service, 'GET', `/users/${user.id}/messages`, undefined, desk)
  const right = await verify(id, code)
  const said = JSON.stringify([body, wrong.body, list.body, right.body, service.logged])
  expect(said).not.toMatch(new RegExp(`\\b${code}\\b`))
  const found = await findInTables(service.databaseUrl, [`"${code}"`, ` ${code}`])
  expect(found).toEqual([])
})
