import { randomUUID } from 'node:crypto'
import { contracts } from '@rekey/contracts/all'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hour } from '../lib/clock.ts'
import { type SignedIn, signInWith } from '../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../testing/test-app.ts'

/** What the mails of one caller add up to, whatever calls cause them. */
let service: TestApp
beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())
beforeEach(() => service.clock.advance(hour))

const address = () => `${randomUUID()}@northwind.example`

function actsOf({ cookies }: SignedIn) {
  const send = (method: 'POST' | 'PATCH', path: string, body: object = {}) =>
    service.send(method, path, body, cookies)
  return {
    create: (username = address()) =>
      send('POST', '/users', { username, displayName: 'A contact', kind: 'contact' }),
    /** Two notices: to the old and to the new address. */
    rename: (id: string) => send('PATCH', `/users/${id}`, { username: address() }),
    check: (id: string) => send('POST', `/users/${id}/address-checks`),
    reset: (id: string) => send('POST', `/users/${id}/password-resets`),
    resend: (id: string) => send('POST', `/messages/${id}/resend`),
  }
}

const contact = () => createUser(service.deps, { kind: 'contact', password: null })

const permissions = ['contacts.read', 'contacts.write', 'contacts.reset-password'] as const

/** How many mails there are, and what they are worth comparing. */
const mails = () => service.deps.db.message.count()

describe('somebody who may act on contacts alone', () => {
  test('causes sixty mails an hour, whatever calls cause them', async () => {
    const acts = actsOf(await signInWith(service, permissions))
    const before = await mails()
    for (let n = 0; n < 10; n += 1) {
      expect((await acts.create()).status).toBe(201)
      const { id } = await contact()
      expect((await acts.check(id)).status).toBe(202)
      expect((await acts.rename(id)).status).toBe(200)
      expect((await acts.reset(id)).status).toBe(202)
    }
    for (let n = 0; n < 9; n += 1) expect((await acts.create()).status).toBe(201)
    expect((await mails()) - before).toBe(59)

    // One is left: a change of name, which needs two, isn't done by half.
    const { id, username } = await contact()
    expect((await acts.rename(id)).status).toBe(429)
    expect(await service.deps.db.user.findUnique({ where: { id } })).toMatchObject({ username })
    const last = await acts.check(id)
    expect(last.status).toBe(202)
    expect((await mails()) - before).toBe(60)

    const name = address()
    const refused = [
      await acts.create(name),
      await acts.check((await contact()).id),
      await acts.reset(id),
    ]
    for (const { status, body, headers } of refused) {
      expect({ status, code: body.code }).toEqual({ status: 429, code: 'rate-limited' })
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    }
    expect(await service.deps.db.user.findUnique({ where: { usernameKey: name } })).toBeNull()
    expect((await mails()) - before).toBe(60)
    service.clock.advance(hour)
  })

  test('gets exactly sixty through, also when many come at once', async () => {
    const acts = actsOf(await signInWith(service, permissions))
    const answers = await Promise.all(Array.from({ length: 70 }, () => acts.create()))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(60)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
  })

  test('sends none by what mails nobody, and so is not held up by it', async () => {
    const acts = actsOf(await signInWith(service, permissions))
    for (let n = 0; n < 60; n += 1) expect((await acts.create()).status).toBe(201)
    const noAddress = await acts.create(`till-${randomUUID()}`)
    expect(noAddress.status).toBe(201)
  })

  test('is not held up by the mails of somebody else', async () => {
    const [one, other] = [
      actsOf(await signInWith(service, permissions)),
      actsOf(await signInWith(service, permissions)),
    ]
    for (let n = 0; n < 60; n += 1) await one.create()
    expect((await one.create()).status).toBe(429)
    expect((await other.create()).status).toBe(201)
  })
})

test('somebody who may write to all users is not counted', async () => {
  const acts = actsOf(await signInWith(service, [...permissions, 'users.write']))
  for (let n = 0; n < 62; n += 1) expect((await acts.create()).status).toBe(201)
})

test('every call that a permission to change contacts opens says that it may be refused for a while', () => {
  const open = contracts.filter(
    ({ access, method }) =>
      typeof access !== 'string' &&
      method !== 'GET' &&
      access.anyOf.some((permission) => permission.startsWith('contacts.')),
  )
  expect(open.length).toBeGreaterThanOrEqual(5)
  for (const { name, problems } of open) expect(problems, name).toContain('rate-limited')
})
