import type { ListedMessage } from '@rekey/contracts/messages'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { queryDatabase } from '../../../testing/many-users.ts'
import { queuedMessage } from '../../../testing/queued-message.ts'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { second } from '../../lib/clock.ts'

let service: TestApp
let reader: SignedIn

beforeAll(async () => {
  service = await createTestApp()
  reader = await signInWith(service, ['messages.read'])
})
afterAll(async () => service.close())
beforeEach(async () => {
  await service.deps.db.message.deleteMany()
})

const store = (changes: object = {}) => {
  service.clock.advance(second)
  return queuedMessage(service.deps, changes)
}

const storeFor = async (user: NewUser, changes: object = {}) => {
  const { id, username, emailTo } = await createUser(service.deps, { password: null, ...user })
  return store({ userId: id, to: emailTo ?? username, ...changes })
}

type List = { items: ListedMessage[]; nextCursor: string | null; prevCursor: string | null }

const listed = async (query: Record<string, string> = {}) =>
  (await reader.get(`/messages?${new URLSearchParams(query).toString()}`)).body as unknown as List

const found = async (query: Record<string, string>) =>
  (await listed(query)).items.map(({ to }) => to)

test('the mails of all users are listed newest first, page by page both ways', async () => {
  for (let n = 0; n < 7; n += 1) await store()
  const all = (await listed()).items
  expect(all).toHaveLength(7)
  expect(all.map(({ askedAt }) => askedAt)).toEqual(
    all
      .map(({ askedAt }) => askedAt)
      .toSorted()
      .toReversed(),
  )
  for (const query of [{ limit: '3' }, { limit: '3', search: 'NORTHWIND' }]) {
    const first = await listed(query)
    const middle = await listed({ ...query, cursor: first.nextCursor ?? '' })
    const last = await listed({ ...query, cursor: middle.nextCursor ?? '' })
    expect([...first.items, ...middle.items, ...last.items]).toEqual(all)
    expect([first.prevCursor, last.nextCursor]).toEqual([null, null])
    expect(await listed({ ...query, cursor: last.prevCursor ?? '' })).toEqual(middle)
  }
})

test('each mail names its user, or none if there is none or the user was deleted', async () => {
  const of = await storeFor({ displayName: 'Jane Doe' })
  expect((await listed()).items[0]?.user).toEqual({ id: of.userId, displayName: 'Jane Doe' })
  const deletedAt = service.clock.now()
  await service.deps.db.user.update({ where: { id: of.userId ?? '' }, data: { deletedAt } })
  expect((await listed()).items[0]?.user).toBeNull()
})

test('a request for an unknown name is listed if an address was typed', async () => {
  for (const username of ['nobody@northwind.example', 'till-14']) {
    await service.openReset(username)
  }
  expect((await listed()).items).toMatchObject([
    {
      to: 'nobody@northwind.example',
      user: null,
      status: 'not-sent',
      reason: 'no-such-user',
      advice: 'Check the spelling of the username, or add the user.',
    },
  ])
  expect(await found({ search: 'nobody@', status: 'not-sent' })).toHaveLength(1)
})

test('they are filtered by status and by template', async () => {
  await store({ status: 'bounced', to: 'one@northwind.example' })
  await store({ status: 'bounced', template: 'password-changed', to: 'two@northwind.example' })
  await store({ to: 'three@northwind.example' })
  const [one, two, three] = ['one', 'two', 'three'].map((name) => `${name}@northwind.example`)
  expect(await found({ status: 'bounced' })).toEqual([two, one])
  expect(await found({ template: 'reset' })).toEqual([three, one])
  expect(await found({ status: 'bounced', template: 'reset', search: 'north' })).toEqual([one])
  for (const query of [
    'status=gone',
    'template=spam',
    'limit=0',
    'cursor=x',
    'reason=limit',
    'search=%00',
  ]) {
    expect((await reader.get(`/messages?${query}`)).body.code).toBe('bad-request')
  }
})

test('they are found by parts of the address in either case, and by the username’s beginning', async () => {
  await storeFor({ kind: 'contact', username: 'Rosa.Baltic', emailTo: 'Shop@Baltic.example' })
  await storeFor({ username: 'anna@northwind.example' })
  const [shop, anna] = ['Shop@Baltic.example', 'anna@northwind.example']
  expect(await found({ search: 'op@BALT' })).toEqual([shop])
  expect(await found({ search: ' rosa.b ' })).toEqual([shop])
  expect(await found({ search: 'osa.baltic' })).toEqual([])
  expect(await found({ search: '.example' })).toEqual([anna, shop])
  expect(await found({ search: 'an' })).toEqual([anna])
  expect(await found({ search: 'sh' })).toEqual([shop])
  expect(await found({ search: 'ro' })).toEqual([shop])
  expect(await found({ search: 'op' })).toEqual([])
  expect(await found({ search: '  ' })).toEqual([anna, shop])
})

test.each([
  'mailto:shop@baltic.example',
  'MAILTO:Rosa.B',
  'Rosa Lind <shop@baltic.example>',
  '"Lind, Rosa" <Shop@Baltic.example>;',
  '<shop@bal',
])('they are found by an address as mail programs copy it: %s', async (search) => {
  await storeFor({
    kind: 'contact',
    username: `Rosa.B${Math.random()}`,
    emailTo: 'Shop@Baltic.example',
  })
  await storeFor({ username: `anna${Math.random()}@northwind.example` })
  expect(await found({ search })).toEqual(['Shop@Baltic.example'])
})

test('an odd name or address, and two addresses, are searched as they were typed', async () => {
  const user = await storeFor({ kind: 'contact', username: 'lind, rosa', emailTo: 'odd@b.example' })
  await store({ to: 'a,b@northwind.example' })
  expect(user.to).toBe('odd@b.example')
  expect(await found({ search: 'Lind, R' })).toEqual(['odd@b.example'])
  expect(await found({ search: 'a,b@north' })).toEqual(['a,b@northwind.example'])
  expect(await found({ search: 'odd@b.example a,b@northwind.example' })).toEqual([])
})

test('%, _ and \\ are ordinary characters', async () => {
  await store({ to: '100%_off\\@northwind.example' })
  await store({ to: '1000 off@northwind.example' })
  for (const search of ['0%_', '%', '_', '_off\\', '\\', '%%%', '___', "'", '"]']) {
    const isThere = '100%_off\\@northwind.example'.includes(search) && search.length > 2
    expect(await found({ search }), search).toHaveLength(isThere ? 1 : 0)
  }
})

test('mails deep below many others are found, in order and page by page', async () => {
  const old = await storeFor({
    kind: 'contact',
    username: 'Rosa.Deep',
    emailTo: 'rosa@b.example',
  })
  await store({ to: 'rosalind@northwind.example', userId: old.userId })
  await queryDatabase(
    service.databaseUrl,
    `INSERT INTO messages (id, template, "to", status, key_id, origin, lane, asked_at, give_up_at)
     SELECT gen_random_uuid(), 'reset', 'u' || n || '@northwind.example', 'accepted', 'test',
       'self-service', 1, $1::timestamptz + n * interval '1 ms', $1 FROM generate_series(1, 6000) AS n`,
    [service.clock.now()],
  )
  expect(await found({ search: 'rosa' })).toEqual(['rosalind@northwind.example', 'rosa@b.example'])
  expect(await found({ search: 'ro' })).toEqual(['rosalind@northwind.example', 'rosa@b.example'])
  const first = await listed({ search: 'rosa', limit: '1' })
  const second_ = await listed({ search: 'rosa', limit: '1', cursor: first.nextCursor ?? '' })
  expect(second_.items.map(({ id }) => id)).toEqual([old.id])
  const back = await listed({ search: 'rosa', limit: '1', cursor: second_.prevCursor ?? '' })
  expect(back.items).toEqual(first.items)
  expect((await listed({ search: 'u5999@' })).items).toHaveLength(1)
  expect((await listed({ search: 'nowhere' })).items).toEqual([])
})

test('reading them needs messages.read', async () => {
  const { get } = await signInWith(service, ['users.read', 'contacts.read', 'audit.read'])
  expect(await get('/messages')).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
})

test('a list from one instant to another holds the first one and not the last', async () => {
  const mails = [await store(), await store(), await store()]
  const [first, middle, last] = mails.map(({ askedAt }) => askedAt.toISOString())
  const ids = async (query: Record<string, string>) =>
    (await listed(query)).items.map(({ id }) => mails.findIndex((mail) => mail.id === id))
  expect(await ids({ from: middle ?? '' })).toEqual([2, 1])
  expect(await ids({ to: last ?? '' })).toEqual([1, 0])
  expect(await ids({ from: first ?? '', to: middle ?? '', search: 'jane' })).toEqual([0])
  expect(await ids({ from: '0000-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' })).toHaveLength(3)
  expect((await reader.get('/messages?from=yesterday')).status).toBe(400)
})

test('an old mail is found behind thousands of newer ones, whether it waits or has left', async () => {
  const waiting = await store({ to: 'waits@baltic.example' })
  const sent = { status: 'accepted', acceptedAt: service.clock.now() }
  const left = await store({ to: 'left@baltic.example', ...sent })
  const refused = await store({ to: 'refused@baltic.example', status: 'refused' })
  await queryDatabase(
    service.databaseUrl,
    `INSERT INTO messages (id, template, "to", status, key_id, origin, lane, asked_at, give_up_at)
     SELECT gen_random_uuid(), 'reset', 'jane@northwind.example', 'refused', 'test', 'notice', 1,
       $1::timestamptz + n * interval '1 second', $1::timestamptz
     FROM generate_series(1, 5001) AS n`,
    [service.clock.now()],
  )
  const items = (await listed({ search: 'baltic' })).items
  expect(items.map(({ id }) => id)).toEqual([refused.id, left.id, waiting.id])
})
