import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { day, hour, minute } from '../../lib/clock.ts'
import { deriveAddressCheckToken } from '../../models/address-checks.ts'
import { deriveDisownToken, formatToken } from '../../models/reset-secrets.ts'

let service: TestApp
let cookies: Cookies

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  cookies = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => service.close())

const start = (id: string, by = cookies) =>
  service.send('POST', `/users/${id}/address-checks`, undefined, by)
const confirm = (token: string) => service.send('POST', '/address-checks/confirm', { token })
const confirmedAt = async (id: string) =>
  (await service.deps.db.user.findUniqueOrThrow({ where: { id } })).addressConfirmedAt

async function readToken(address: string): Promise<string> {
  await service.runJobs()
  const [mail] = await service.mailsTo(address)
  return /\/confirm-address#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

/** A contact to whom a check was sent. */
async function checked() {
  const emailTo = `${crypto.randomUUID().slice(0, 8)}@baltic.example`
  const user = await createUser(service.deps, { kind: 'contact', emailTo, password: null })
  const answer = await start(user.id)
  expect(answer.status).toBe(202)
  return { user, emailTo, answer, token: await readToken(emailTo) }
}

const dead = { status: 400, body: { code: 'reset-link-invalid' } }
const good = { status: 200, body: { outcome: 'confirmed' } }

describe('a check of an address', () => {
  test('is mailed to the address for resets, and its caller does not see the link', async () => {
    const { user, emailTo, answer, token } = await checked()
    expect(answer.body.message).toMatchObject({
      template: 'address-check',
      to: emailTo,
      status: 'queued',
      origin: 'started',
    })
    expect(token).toMatch(/^[\w-]{22}\.[\w-]{22}$/)
    const list = await service.send('GET', `/users/${user.id}/messages`, undefined, cookies)
    expect(JSON.stringify([answer.body, list.body, service.logged])).not.toContain(token)
  })

  test('confirms the address when its token is sent, however often that happens', async () => {
    const { user, token } = await checked()
    expect(await confirmedAt(user.id)).toBeNull()
    service.clock.advance(hour)
    const at = service.clock.now()
    const answers = await Promise.all(Array.from({ length: 8 }, () => confirm(token)))
    for (const answer of answers) expect(answer).toMatchObject(good)
    service.clock.advance(hour)
    expect(await confirm(token)).toMatchObject(good)
    expect(await confirmedAt(user.id)).toEqual(at)
    const events = await service.deps.db.auditEvent.findMany({
      where: { userId: user.id },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action }) => action)).toEqual([
      'address-check.started',
      'address-check.confirmed',
    ])
  })

  test('a later check renews the confirmation', async () => {
    const { user, emailTo, token } = await checked()
    await confirm(token)
    service.clock.advance(10 * minute)
    await start(user.id)
    const newer = await readToken(emailTo)
    expect(newer).not.toBe(token)
    expect(await confirm(newer)).toMatchObject(good)
    expect(await confirmedAt(user.id)).toEqual(service.clock.now())
    service.clock.advance(hour)
    await confirm(token)
    expect(await confirmedAt(user.id)).not.toEqual(service.clock.now())
  })

  test('works for 7 days from its mail', async () => {
    const { user, token } = await checked()
    service.clock.advance(7 * day - 1)
    expect(await confirm(token)).toMatchObject(good)
    service.clock.advance(1)
    expect(await confirm(token)).toMatchObject(dead)
    expect(await confirmedAt(user.id)).not.toBeNull()
  })

  test('still confirms an address of which only the capitals have changed', async () => {
    const { user, emailTo, token } = await checked()
    const change = { emailTo: emailTo.toUpperCase() }
    expect((await service.send('PATCH', `/users/${user.id}`, change, cookies)).status).toBe(200)
    expect(await confirm(token)).toMatchObject(good)
    expect(await confirmedAt(user.id)).toEqual(service.clock.now())
  })

  test('confirms no other address, and a change of the address removes the confirmation', async () => {
    const { user, emailTo, token } = await checked()
    await confirm(token)
    const change = (to: string) =>
      service.send('PATCH', `/users/${user.id}`, { emailTo: to }, cookies)
    await change('other@baltic.example')
    expect(await confirmedAt(user.id)).toBeNull()
    expect(await confirm(token)).toMatchObject(dead)
    expect(await confirmedAt(user.id)).toBeNull()
    await change(emailTo)
    expect(await confirmedAt(user.id)).toBeNull()
    expect(await confirm(token)).toMatchObject(good)
  })

  test('is not sent if the address changes before it is sent', async () => {
    const user = await createUser(service.deps, {
      kind: 'contact',
      emailTo: 'old@baltic.example',
      password: null,
    })
    await start(user.id)
    const data = { emailTo: 'new@baltic.example' }
    await service.deps.db.user.update({ where: { id: user.id }, data })
    await service.runJobs()
    expect(await service.mailsTo('old@baltic.example')).toEqual([])
    expect(await service.deps.db.message.findFirst({ where: { userId: user.id } })).toMatchObject({
      status: 'not-sent',
      reason: 'cancelled',
    })
  })

  test('requested eight times at the same time is one mail', async () => {
    const user = await createUser(service.deps, { password: null })
    const answers = await Promise.all(Array.from({ length: 8 }, () => start(user.id)))
    expect(new Set(answers.map(({ body }) => body.message.id)).size).toBe(1)
    expect(await service.deps.db.message.count({ where: { userId: user.id } })).toBe(1)
  })
})

test('every token that confirms nothing gets the same answer', async () => {
  const { user, token } = await checked()
  const message = await service.deps.db.message.findFirstOrThrow({ where: { userId: user.id } })
  const [id, mac] = token.split('.') as [string, string]
  const gone = await checked()
  await service.deps.db.user.update({
    where: { id: gone.user.id },
    data: { deletedAt: service.clock.now() },
  })
  const deactivated = await checked()
  await service.deps.db.user.update({
    where: { id: deactivated.user.id },
    data: { status: 'deactivated' },
  })
  const tokens = [
    'nonsense',
    `${id}.${mac.slice(0, -2)}AA`,
    formatToken(crypto.randomUUID(), Buffer.alloc(32, 1)),
    deriveDisownToken(service.deps.keys, message) ?? '',
    deriveAddressCheckToken(service.deps.keys, { ...message, to: 'else@baltic.example' }) ?? '',
    deriveAddressCheckToken(service.deps.keys, { ...message, userId: crypto.randomUUID() }) ?? '',
    gone.token,
    deactivated.token,
  ]
  const answers = await Promise.all(tokens.map(confirm))
  const [first] = answers
  for (const { status, body, headers } of answers) {
    expect({ status, body: { ...body, requestId: '' } }).toEqual({
      status: 400,
      body: { ...first?.body, requestId: '' },
    })
    expect(Object.keys(headers).sort()).toEqual(Object.keys(first?.headers ?? {}).sort())
  }
  expect(first).toMatchObject(dead)
  expect(await confirmedAt(user.id)).toBeNull()
  for (const body of [{}, { token: 1 }, { token: '' }, { token, extra: 1 }]) {
    expect((await service.send('POST', '/address-checks/confirm', body)).body.code).toBe(
      'bad-request',
    )
  }
})

test('a token of an address check opens nothing else', async () => {
  const { token } = await checked()
  for (const path of ['inspect', 'disown']) {
    expect(await service.send('POST', `/password-resets/${path}`, { token })).toMatchObject(dead)
  }
})

test('it is refused for users without an address, and for deactivated ones', async () => {
  const till = await createUser(service.deps, { kind: 'device', username: 'till-15' })
  expect((await start(till.id)).body.code).toBe('user-has-no-address')
  const off = await createUser(service.deps, { status: 'deactivated' })
  expect((await start(off.id)).body.code).toBe('user-deactivated')
  expect((await start(crypto.randomUUID())).body.code).toBe('not-found')
})

test('a caller who may act only on contacts starts sixty an hour, and sees masked addresses', async () => {
  const { cookies: manager } = await signInWith(service, ['contacts.read', 'contacts.write'])
  for (let n = 0; n < 60; n += 1) {
    const contact = await createUser(service.deps, { kind: 'contact', password: null })
    const answer = await start(contact.id, manager)
    expect(answer.status).toBe(202)
    expect(answer.body.message.to).toMatch(/^.…@northwind\.example$/)
  }
  const contact = await createUser(service.deps, { kind: 'contact', password: null })
  expect(await start(contact.id, manager)).toMatchObject({
    status: 429,
    body: { code: 'rate-limited' },
  })
})

test('confirming is limited per IP', async () => {
  const limited = await createTestApp({ IP_RATE_LIMITS: 'on' })
  const tries = Array.from({ length: 21 }, () =>
    limited.send('POST', '/address-checks/confirm', { token: 'nonsense' }),
  )
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  await limited.close()
})
