import { randomUUID } from 'node:crypto'
import { contracts } from '@rekey/contracts/all'
import type { Permission } from '@rekey/contracts/permissions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SignedIn, signInWith } from '../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'
import { hour } from '../lib/clock.ts'

/** One budget covers all mails of a caller, whichever calls cause them. */
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

/** A signed-in caller with this many of the hour's mails left. */
async function signInWithLeft(left: number, more: readonly Permission[] = []) {
  const signedIn = await signInWith(service, [...permissions, ...more])
  const at = service.clock.now()
  await service.deps.db.message.createMany({
    data: Array.from({ length: 60 - left }, () => ({
      id: randomUUID(),
      template: 'reset',
      status: 'accepted',
      keyId: 'test',
      origin: 'started',
      lane: 2,
      askedAt: at,
      giveUpAt: at,
      causedBy: signedIn.user.id,
    })),
  })
  return actsOf(signedIn)
}

const mails = () => service.deps.db.message.count()

describe('a caller who may act only on contacts', () => {
  test('causes at most sixty mails an hour, over all calls', async () => {
    const acts = await signInWithLeft(6)
    const before = await mails()
    const { id, username } = await contact()
    expect((await acts.create()).status).toBe(201)
    expect((await acts.check(id)).status).toBe(202)
    const sent = await acts.reset(id)
    expect(sent.status).toBe(202)
    expect((await acts.rename((await contact()).id)).status).toBe(200)
    expect((await mails()) - before).toBe(5)

    // One mail is left, so a change of name, which needs two, isn't half done.
    expect((await acts.rename(id)).status).toBe(429)
    expect(await service.deps.db.user.findUnique({ where: { id } })).toMatchObject({ username })
    expect((await acts.create()).status).toBe(201)

    const name = address()
    const refused = [
      await acts.create(name),
      await acts.check((await contact()).id),
      await acts.reset((await contact()).id),
    ]
    for (const { status, body, headers } of refused) {
      expect({ status, code: body.code }).toEqual({ status: 429, code: 'rate-limited' })
      expect(headers['retry-after']).toBe('3600')
    }
    expect(await service.deps.db.user.findUnique({ where: { usernameKey: name } })).toBeNull()
    expect((await mails()) - before).toBe(6)
    service.clock.advance(hour)
    expect((await (await signInWithLeft(60)).create()).status).toBe(201)
  })

  test('sends a mail again from the same budget', async () => {
    const acts = await signInWithLeft(2, ['messages.read'])
    const { id } = await contact()
    const { body } = await acts.reset(id)
    await service.runJobs()
    expect((await acts.resend(body.message.id)).status).toBe(202)
    await service.runJobs()
    expect((await acts.resend(body.message.id)).status).toBe(429)
  })

  test('can cause exactly as many mails as are left, also with parallel calls', async () => {
    const acts = await signInWithLeft(4)
    const answers = await Promise.all(Array.from({ length: 8 }, () => acts.create()))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      ...Array(4).fill(201),
      ...Array(4).fill(429),
    ])
  })

  test('can still make calls that cause no mail', async () => {
    const acts = await signInWithLeft(0)
    expect((await acts.create(`till-${randomUUID()}`)).status).toBe(201)
  })

  test('is not limited by the mails of another caller', async () => {
    const [one, other] = [await signInWithLeft(0), await signInWithLeft(60)]
    expect((await one.create()).status).toBe(429)
    expect((await other.create()).status).toBe(201)
  })
})

test('a caller who may act on all users is not limited', async () => {
  const acts = await signInWithLeft(0, ['users.write'])
  expect((await acts.create()).status).toBe(201)
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
