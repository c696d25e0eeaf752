import { randomUUID } from 'node:crypto'
import type { Answer } from '@rekey/contracts/route'
import type { listUsers } from '@rekey/contracts/users'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countStatements } from '../../../testing/count-statements.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { countUsers } from './count-users.ts'

let service: TestApp
let reader: Cookies
let contactReader: Cookies

/** A few people; all other users that this file creates have different names. */
const people = [
  { username: 'jane.doe@northwind.example', displayName: 'Jane Doe' },
  { username: 'a.okafor@northwind.example', displayName: 'Amara Okafor', kind: 'member' },
  { username: 'till-14', displayName: 'Till 14, Leith Walk', kind: 'device' },
  {
    username: 'rosa.lind@baltic.example',
    displayName: 'Rosa Lindqvist',
    kind: 'contact',
    organization: 'Baltic Grocers',
    emailTo: 'orders@baltic.example',
  },
  {
    username: 'ben@harbour.example',
    displayName: 'ben whitcombe',
    kind: 'contact',
    organization: 'Harbour Deli',
  },
  { username: '100%_sure\\', displayName: 'Percy Cent', kind: 'member' },
  { username: '1000_sure', displayName: 'Not Percy', kind: 'member', status: 'deactivated' },
  { username: 'ake@northwind.example', displayName: 'Åke Öst', kind: 'staff', password: null },
  { username: 'till-15', displayName: '大文', kind: 'device' },
] as const

beforeAll(async () => {
  service = await createTestApp()
  for (const person of people) await createUser(service.deps, { passwordHash: 'set', ...person })
  const staff = { username: 'reader', displayName: 'Zz Reader' }
  reader = (await signInWith(service, ['users.read'], staff)).cookies
  const device = { username: 'device', displayName: 'Zz Device', kind: 'device' } as const
  contactReader = (await signInWith(service, ['contacts.read'], device)).cookies
})
afterAll(() => service.close())

async function list(query: Record<string, string> = {}, cookies = reader) {
  const path = `/users?${new URLSearchParams(query).toString()}`
  const { status, body } = await service.send('GET', path, undefined, cookies)
  return { status, code: body.code, ...(body as unknown as Answer<typeof listUsers>) }
}

/** Users who match the typed text, by display name; similar ones don't count. */
async function found(search: string, query: Record<string, string> = {}, cookies = reader) {
  const { items, similar } = await list({ search, ...query }, cookies)
  return similar ? [] : items.map(({ displayName }) => displayName)
}

describe('a search', () => {
  it('finds parts of usernames, display names and organizations, in either case', async () => {
    expect(await found('E.DOE@no')).toEqual(['Jane Doe'])
    expect(await found('kafo')).toEqual(['Amara Okafor'])
    expect(await found('tic gro')).toEqual(['Rosa Lindqvist'])
    expect(await found('ÖST')).toEqual(['Åke Öst'])
  })

  it('finds the e-mail address, which is not the username', async () => {
    expect(await found('orders@BAL')).toEqual(['Rosa Lindqvist'])
  })

  it.each(['Åke', 'ake', 'aake', 'öst ake', 'OST', 'oest'])(
    'finds a name by %s, with its accents and without',
    async (search) => {
      expect(await found(search)).toEqual(['Åke Öst'])
    },
  )

  it('finds a name of two characters, or its beginning, where characters are words', async () => {
    expect(await found('大文')).toEqual(['大文'])
    expect(await found('大')).toEqual(['大文'])
  })

  it('finds a user by the id that logs and webhooks give', async () => {
    const [jane] = (await list({ search: 'jane.doe' })).items
    expect(await found(` ${jane?.id.toUpperCase()} `)).toEqual(['Jane Doe'])
    expect(await found(randomUUID())).toEqual([])
  })

  it('finds who holds every word, wherever each one stands', async () => {
    expect(await found('harbour ben')).toEqual(['ben whitcombe'])
    expect(await found('harbour rosa')).toEqual([])
  })

  it('never matches across two fields', async () => {
    expect(await found('examplejane')).toEqual([])
    expect(await found('example\njane')).toEqual(['Jane Doe'])
  })

  it.each(['%', '_', '\\'])('takes %s as a plain character', async (character) => {
    expect(await found(`100${character}`)).toEqual(character === '%' ? ['Percy Cent'] : [])
    expect(await found(`${character}sure`)).toEqual(
      character === '_' ? ['Not Percy', 'Percy Cent'] : [],
    )
    expect(await found(character.repeat(3))).toEqual([])
  })

  it.each([
    '.*.*',
    'xan(e',
    '***=x',
    'xo[q',
    '(?i)',
    'a{9999}',
    "';--",
    '\u0301\u0301\u0301\u0301',
    '🙂🙂🙂🙂',
    'ক্ষিক্ষি',
  ])('takes %s, which may mean something in an expression, as plain too', async (search) => {
    expect(await list({ search })).toMatchObject({ status: 200, items: [], similar: false })
  })

  it('under three characters finds beginnings of usernames alone', async () => {
    expect(await found('ja')).toEqual(['Jane Doe'])
    expect(await found('JA')).toEqual(['Jane Doe'])
    expect(await found('do')).toEqual([])
    expect(await found('a.')).toEqual(['Amara Okafor'])
    expect(await found('_')).toEqual([])
    expect(await found('100%', { sort: 'username' })).toEqual(['Percy Cent'])
  })

  it('finds everybody when nothing is typed but white space', async () => {
    expect((await list({ search: '  ' })).items).toHaveLength(people.length + 2)
  })

  it('gives similar ones only when nobody holds the part, the likest first', async () => {
    const answer = await list({ search: 'lindqivst' })
    expect(answer).toMatchObject({ similar: true, total: 1, nextCursor: null, prevCursor: null })
    expect(answer.items[0]?.displayName).toBe('Rosa Lindqvist')
    expect(await list({ search: 'lindqvist' })).toMatchObject({ similar: false, total: 1 })
    expect(await list({ search: 'amara okafro' })).toMatchObject({
      similar: true,
      items: [{ displayName: 'Amara Okafor' }],
    })
    expect(await list({ search: 'xqzwvk' })).toMatchObject({ similar: false, total: 0, items: [] })
  })

  it('keeps to its filters when it gives similar ones', async () => {
    expect((await list({ search: 'lindqivst', kind: 'staff' })).items).toEqual([])
    expect((await list({ search: 'lindqivst', kind: 'contact' })).items).toHaveLength(1)
  })

  it('finds no tombstone', async () => {
    const gone = await createUser(service.deps, { displayName: 'Gone Girl', password: null })
    await service.deps.db.user.update({ where: { id: gone.id }, data: { deletedAt: new Date() } })
    expect(await found('gone girl')).toEqual([])
    expect((await service.send('GET', `/users/${gone.id}`, undefined, reader)).status).toBe(404)
    expect((await list()).items.map(({ id }) => id)).not.toContain(gone.id)
  })
})

describe('filters', () => {
  it('keep to a kind, a status, an organization', async () => {
    expect((await list({ kind: 'contact' })).items).toHaveLength(2)
    expect(await found('', { status: 'deactivated' })).toEqual(['Not Percy'])
    const { id } = await service.deps.db.organization.findFirstOrThrow({
      where: { name: 'Harbour Deli' },
    })
    expect(await found('', { organizationId: id })).toEqual(['ben whitcombe'])
    expect(await found('rosa', { organizationId: id })).toEqual([])
  })

  it('tell the states of passwords apart, as the answer names them', async () => {
    const at = new Date()
    const mark = (username: string, data: object) =>
      service.deps.db.user.update({ where: { usernameKey: username }, data })
    await mark('jane.doe@northwind.example', { passwordBlockedAt: at, mustChangePassword: true })
    await mark('a.okafor@northwind.example', { mustChangePassword: true })
    for (const passwordState of ['none', 'set', 'must-change', 'blocked'] as const) {
      const { items } = await list({ passwordState })
      expect(items.length, passwordState).toBeGreaterThan(0)
      expect(new Set(items.map((item) => item.passwordState))).toEqual(new Set([passwordState]))
    }
    expect((await list({ passwordState: 'temporary' })).items).toEqual([])
  })
})

describe('filters by role and by the newest mail', () => {
  const nameOf = ({ displayName }: { displayName: string }) => displayName
  const idOf = async (username: string) =>
    (await service.deps.db.user.findUniqueOrThrow({ where: { usernameKey: username } })).id

  it('find users who have a role as their primary or an extra role', async () => {
    const { db } = service.deps
    const role = await db.role.create({ data: { name: 'Stocktaker', permissions: [] } })
    expect((await list({ roleId: role.id })).items).toEqual([])
    const [jane, amara] = [await idOf(people[0].username), await idOf(people[1].username)]
    await db.user.update({ where: { id: amara }, data: { roleId: role.id } })
    await db.userRole.create({ data: { userId: jane, roleId: role.id } })
    const { items, total } = await list({ roleId: role.id })
    expect(items.map(nameOf)).toEqual(['Amara Okafor', 'Jane Doe'])
    expect(total).toBe(2)
    expect((await list({ roleId: role.id, kind: 'member' })).items.map(nameOf)).toEqual([
      'Amara Okafor',
    ])
  })

  it('find users whose newest mail failed, and not those whose later mail arrived', async () => {
    const [jane, rosa, ben] = [
      await idOf(people[0].username),
      await idOf(people[3].username),
      await idOf(people[4].username),
    ]
    await recordMail(jane, 'refused', '2026-11-01T08:00:00Z')
    await recordMail(rosa, 'bounced', '2026-11-01T08:00:00Z')
    await recordMail(rosa, 'delivered', '2026-11-01T09:00:00Z')
    await recordMail(ben, 'accepted', '2026-11-01T08:00:00Z')
    await recordMail(ben, 'failed', '2026-11-01T09:00:00Z')
    const { items, total } = await list({ lastMail: 'failed' })
    expect(items.map(nameOf)).toEqual(['ben whitcombe', 'Jane Doe'])
    expect(items.map(({ lastMessage }) => lastMessage?.status)).toEqual(['failed', 'refused'])
    expect(total).toBe(2)
    const contacts = await list({ lastMail: 'failed' }, contactReader)
    expect(contacts.items.map(nameOf)).toEqual(['ben whitcombe'])
  })
})

async function recordMail(
  userId: string,
  status: 'refused' | 'bounced' | 'failed' | 'delivered' | 'accepted',
  at: string,
) {
  await service.deps.db.message.create({
    data: {
      id: randomUUID(),
      userId,
      template: 'reset',
      to: 'any@northwind.example',
      status,
      keyId: service.deps.keys.currentId,
      origin: 'self-service',
      lane: 1,
      askedAt: new Date(at),
      giveUpAt: new Date(at),
    },
  })
}

describe('sorts', () => {
  const names = async (sort: string) =>
    (await list({ sort })).items.map(({ displayName, username }) =>
      sort.endsWith('username') ? username : displayName,
    )

  it('go both ways, by name as people sort: either case, accents beside their letters', async () => {
    const byName = await names('displayName')
    expect(byName.slice(0, 4)).toEqual(['Åke Öst', 'Amara Okafor', 'ben whitcombe', 'Jane Doe'])
    expect(await names('-displayName')).toEqual(byName.toReversed())
    const byUsername = await names('username')
    expect(byUsername).toEqual(byUsername.toSorted())
    expect(await names('-username')).toEqual(byUsername.toReversed())
    expect(await names('-createdAt')).toEqual((await names('createdAt')).toReversed())
  })

  it('are by name when none is asked for', async () => {
    expect((await list()).items).toEqual((await list({ sort: 'displayName' })).items)
  })
})

describe('paging', () => {
  it('gives each user once, forth and back again', async () => {
    const whole = (await list({ limit: '100' })).items.map(({ id }) => id)
    const pages: (typeof whole)[] = []
    let page = await list({ limit: '3' })
    expect(page.prevCursor).toBeNull()
    for (;;) {
      pages.push(page.items.map(({ id }) => id))
      if (!page.nextCursor) break
      page = await list({ limit: '3', cursor: page.nextCursor })
    }
    expect(pages.flat()).toEqual(whole)
    const back = [pages.at(-1)]
    while (page.prevCursor) {
      page = await list({ limit: '3', cursor: page.prevCursor })
      back.unshift(page.items.map(({ id }) => id))
    }
    expect(back).toEqual(pages)
  })

  it('counts all users of the list, and those before the page', async () => {
    const first = await list({ limit: '1' })
    expect(first).toMatchObject({ total: people.length + 2, moreThan: null, offset: 0 })
    const second = await list({ limit: '4', cursor: first.nextCursor ?? '' })
    expect(second.offset).toBe(1)
    const third = await list({ limit: '4', cursor: second.nextCursor ?? '' })
    expect(third.offset).toBe(5)
    expect((await list({ limit: '3', cursor: third.prevCursor ?? '' })).offset).toBe(2)
    expect((await list({ limit: '10', cursor: third.prevCursor ?? '' })).offset).toBe(0)
    expect((await list({ limit: '1', search: 'northwind' })).total).toBe(3)
  })

  it('counts only so far, and then says that there are more', async () => {
    const { db, clock } = service.deps
    const settings = await service.deps.settings.current()
    const list = { filters: {}, seesAll: true, now: clock.now(), settings }
    const all = people.length + 2
    expect(await countUsers(db, list, all)).toEqual({ total: all, moreThan: null })
    expect(await countUsers(db, list, all - 1)).toEqual({ total: null, moreThan: all - 1 })
  })

  it('refuses a damaged cursor, and one of another list', async () => {
    const { nextCursor } = await list({ limit: '1', search: 'northwind' })
    const cursor = nextCursor ?? ''
    expect((await list({ limit: '2', search: 'northwind', cursor })).status).toBe(200)
    const damaged = [
      cursor.slice(0, -2),
      `${cursor.slice(0, 20)}AA${cursor.slice(22)}`,
      '',
      'x',
      '%00',
    ]
    for (const each of damaged) {
      expect(await list({ search: 'northwind', cursor: each })).toMatchObject({
        status: 400,
        code: 'bad-request',
      })
    }
    const others = [
      {},
      { search: 'jane' },
      { search: 'northwind', sort: '-displayName' },
      { search: 'northwind', kind: 'staff' },
    ]
    for (const other of others) expect((await list({ ...other, cursor })).status).toBe(400)
    expect((await list({ search: 'northwind', cursor }, contactReader)).status).toBe(400)
  })

  it.each([
    { limit: '0' },
    { limit: '101' },
    { sort: 'email' },
    { kind: 'x' },
    { organizationId: 'x' },
    { roleId: 'x' },
    { lastMail: 'sent' },
    { search: 'a\0b' },
    { more: '1' },
  ])('refuses %o', async (query) => expect((await list(query)).status).toBe(400))

  it('takes the longest search there may be', async () => {
    expect((await list({ search: 'x'.repeat(254) })).status).toBe(200)
    expect((await list({ search: 'abc '.repeat(63) })).status).toBe(200)
    expect((await list({ search: 'x'.repeat(255) })).status).toBe(400)
  })
})

describe('a caller with only contacts.read', () => {
  it('sees contacts alone, their addresses masked', async () => {
    const { items } = await list({}, contactReader)
    expect(
      items.map(({ username, emailTo, resetAddress }) => ({ username, emailTo, resetAddress })),
    ).toEqual([
      { username: 'b…@harbour.example', emailTo: null, resetAddress: 'b…@harbour.example' },
      {
        username: 'r…@baltic.example',
        emailTo: 'o…@baltic.example',
        resetAddress: 'o…@baltic.example',
      },
    ])
    expect((await list({ kind: 'staff' }, contactReader)).items).toEqual([])
  })

  it('finds them by name and organization, and not by what is masked', async () => {
    expect(await found('lindqv', {}, contactReader)).toEqual(['Rosa Lindqvist'])
    expect(await found('harbour', {}, contactReader)).toEqual(['ben whitcombe'])
    expect(await found('be', {}, contactReader)).toEqual(['ben whitcombe'])
    expect(await found('ba', {}, contactReader)).toEqual(['Rosa Lindqvist'])
    for (const search of ['example', 'exampel', 'baltic.ex', 'ben@harb', 'orders']) {
      expect((await list({ search }, contactReader)).items, search).toEqual([])
    }
  })

  it('learns nothing of a display name that is an address, whether by search, sort or cursor', async () => {
    const username = 'aaa.secret@masked.example'
    const { id } = await createUser(service.deps, {
      username,
      displayName: username,
      kind: 'contact',
      organization: 'Baltic Grocers',
      passwordHash: 'set',
    })
    const { items, nextCursor } = await list({ limit: '1' }, contactReader)
    expect(items[0]).toMatchObject({ id, displayName: 'a…@masked.example' })
    expect(Buffer.from(nextCursor ?? '', 'base64url').toString('latin1')).not.toContain('secret')
    expect(await found('secret', {}, contactReader)).toEqual([])
    expect(await found('aa', {}, contactReader)).toEqual([])
    expect(await found('grocers', {}, contactReader)).toHaveLength(2)
    expect(await list({ sort: 'username' }, contactReader)).toMatchObject({ status: 400 })
    await service.deps.db.user.delete({ where: { id } })
  })

  it('sees one contact in the same form, and no other user', async () => {
    const [rosa] = (await list({ search: 'rosa' })).items
    const [jane] = (await list({ search: 'jane' })).items
    const show = (id = '', cookies = reader) =>
      service.send('GET', `/users/${id}`, undefined, cookies)
    expect((await show(rosa?.id)).body).toMatchObject(rosa ?? {})
    expect((await show(rosa?.id, contactReader)).body).toMatchObject({
      username: 'r…@baltic.example',
    })
    expect((await show(jane?.id, contactReader)).status).toBe(404)
    expect((await show(jane?.id)).status).toBe(200)
  })
})

it('nobody lists users without a permission to', async () => {
  const { cookies } = await signInWith(service, ['audit.read'], {
    username: 'other',
    displayName: 'Zz',
  })
  expect(await list({}, cookies)).toMatchObject({ status: 403, code: 'not-permitted' })
  expect((await service.send('GET', '/users', undefined)).status).toBe(401)
})

it('a page of many users takes as many statements as a page of one', async () => {
  const one = await countStatements(() => list({ limit: '1' }))
  const many = await countStatements(() => list({ limit: '8' }))
  expect(many).toEqual(one)
  expect(many.length).toBeLessThan(8)
})
