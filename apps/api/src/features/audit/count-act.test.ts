import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readResetMail } from '../../../testing/ask-and-read.ts'
import { countStatements } from '../../../testing/count-statements.ts'
import { createConnection } from '../../../testing/create-connection.ts'
import { findInTables } from '../../../testing/find-in-tables.ts'
import { queryDatabase } from '../../../testing/many-users.ts'
import { type SignedIn, signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { hour, minute } from '../../lib/clock.ts'
import { closeHours } from './close-hours.ts'
import { createCountAct } from './count-act.ts'

let service: TestApp
let reader: SignedIn

beforeAll(async () => {
  service = await createTestApp()
  reader = await signInWith(service, ['audit.read'])
})
afterAll(async () => service.close())

type Event = { action: string; ip: string | null; details: { count: number } }

async function events(query: Record<string, string>): Promise<Event[]> {
  // The clock moves by hours, so the reader's session would end by being idle.
  const cookies = await signInAs(service, reader.user.id)
  const path = `/audit-events?${new URLSearchParams(query).toString()}`
  const { body } = await service.send('GET', path, undefined, cookies)
  return (body as unknown as { items: Event[] }).items
}

const fail = (username: string) =>
  service.send('POST', '/sessions', { username, password: 'wrong' })
const failAtOnce = (username: string, times: number) =>
  Promise.all(Array.from({ length: times }, () => fail(username)))

const isForQueue = (statement: string) => statement.includes('INSERT INTO pgboss.job')

/** The number of rows in every table of ours and of the queue. */
async function countRows() {
  const tables = ['audit_events', 'audit_personal', 'audit_counts', 'sign_in_waits', 'pgboss.job']
  const counts = tables.map((name) => `(SELECT count(*)::int FROM ${name}) AS "${name}"`)
  const [row] = await queryDatabase(service.databaseUrl, `SELECT ${counts.join(', ')}`)
  return row as Record<string, number>
}

async function rowsMadeBy(act: () => Promise<unknown>) {
  const before = await countRows()
  await act()
  const after = await countRows()
  return Object.entries(after).map(([name, rows]) => [name, rows - (before[name] ?? 0)])
}

describe('failed sign-ins', () => {
  test('of a user are one event an hour, which is written at once and shows the count so far', async () => {
    const { id: userId, username } = await createUser(service.deps)
    await failAtOnce(username, 4)
    await service.runJobs()
    expect(await events({ userId })).toMatchObject([
      { action: 'sign-in.failed', ip: '127.0.0.1', actor: null, details: { count: 4 } },
    ])
    service.clock.advance(hour)
    await closeHours(service.deps)
    await closeHours(service.deps)
    await fail(username)
    await service.runJobs()
    const counts = (await events({ userId })).map(({ details: { count } }) => count)
    expect(counts).toEqual([1, 3, 1])
  })

  test('that are counted late belong to the hour in which they happened', async () => {
    const { id: userId, username } = await createUser(service.deps)
    await failAtOnce(username, 2)
    service.clock.advance(3 * hour)
    await fail(username)
    await service.runJobs()
    await closeHours(service.deps)
    const counts = (await events({ userId })).map(({ details: { count } }) => count)
    expect(counts.toSorted((one, other) => one - other)).toEqual([1, 1, 1])
  })

  test('for an unknown name leave nothing behind, not even the name', async () => {
    const username = `zz-${randomUUID()}`
    const before = await countRows()
    await failAtOnce(username, 3)
    expect(await findInTables(service.databaseUrl, [username])).toEqual([])
    await service.runJobs()
    const after = await countRows()
    expect({ ...after, sign_in_waits: 0 }).toEqual({ ...before, sign_in_waits: 0 })
    expect(service.logged.filter((line) => line.includes(username))).toEqual([])
  })

  test.each([1, 5])('of both cost the same statements and rows, %i at once', async (times) => {
    await service.deps.settings.current()
    await service.deps.foreignWork()
    const { username } = await createUser(service.deps)
    const costOf = async (name: string) => {
      let statements: string[] = []
      const rows = await rowsMadeBy(async () => {
        statements = await countStatements(() => failAtOnce(name, times))
      })
      // Acts at the same time share a statement of the queue, and their number varies.
      const [queued, others] = [
        statements.filter(isForQueue),
        statements.filter((it) => !isForQueue(it)),
      ]
      expect(queued.length).toBeGreaterThan(0)
      expect(queued.length).toBeLessThanOrEqual(times)
      return { rows, statements: others.sort() }
    }
    const unknown = await costOf(`nobody-${randomUUID()}`)
    expect(await costOf(username)).toEqual(unknown)
    expect(unknown.rows).toContainEqual(['audit_events', 0])
    await service.runJobs()
  })

  test.each([1, 5])('of both cost the job the same statements, %i at once', async (times) => {
    const count = createCountAct(service.deps)
    const { id } = await createUser(service.deps)
    const costOf = (userId: () => string) =>
      countStatements(() =>
        Promise.all(
          Array.from({ length: times }, () =>
            count(
              {
                action: 'sign-in.failed',
                userId: userId(),
                facts: '{}',
                detail: null,
                at: service.clock.now().toISOString(),
                ip: '192.0.2.1',
                requestId: 'r',
              },
              randomUUID(),
            ),
          ),
        ),
      )
    const unknown = await costOf(() => randomUUID())
    expect(await costOf(() => id)).toEqual(unknown)
    expect(await costOf(() => id)).toEqual(unknown)
    const counts = unknown.filter((statement) => statement.startsWith('INSERT INTO audit_counts'))
    expect(counts).toHaveLength(times)
  })
})

test('wrong codes are counted, and the reset that they end is an event', async () => {
  const user = await createUser(service.deps)
  await service.send('POST', '/password-resets', { username: user.username })
  await service.runJobs()
  const [mail] = await service.mailsTo(user.username)
  if (!mail) throw new Error('No mail came')
  const { token, code } = readResetMail(mail)
  const wrong = code === '000000' ? '000001' : '000000'
  for (let tried = 0; tried < 5; tried += 1) {
    await service.send('POST', '/password-resets/verify-code', { token, code: wrong })
  }
  await service.runJobs()
  const told = await events({ userId: user.id })
  const counted = told.map(({ action, details }) => [action, details.count])
  expect(counted).toContainEqual(['reset-code.wrong', 5])
  expect(counted).toContainEqual(['reset-code.used-up', 1])
})

test('signing out is an event, here and on another device', async () => {
  const user = await createUser(service.deps)
  const signIn = () =>
    service.send('POST', '/sessions', {
      username: user.username,
      password: 'correct horse battery',
    })
  const [one, other] = [await signIn(), await signIn()]
  const list = await service.send('GET', '/sessions', undefined, one.cookies)
  const elsewhere = list.body.items.find(({ current }) => !current)
  await service.send('DELETE', `/sessions/${elsewhere?.id}`, undefined, one.cookies)
  await service.send('DELETE', '/sessions/current', undefined, one.cookies)
  expect((await service.send('DELETE', '/sessions/current', undefined, other.cookies)).status).toBe(
    401,
  )
  expect(await events({ userId: user.id, action: 'session.ended' })).toMatchObject([
    { actor: { id: user.id }, details: { isCurrent: true } },
    { actor: { id: user.id }, details: { isCurrent: false } },
  ])
})

describe('call-backs of a provider', () => {
  const callBack = (id: string, query: string) =>
    service.app.inject(`/api/v1/sso/${id}/callback?${query}`)

  test('that belong to no flow do not write one row for each call', async () => {
    const { id } = await createConnection(service.deps)
    service.clock.advance(minute)
    const before = await service.deps.db.auditEvent.count()
    for (let call = 0; call < 20; call += 1) {
      expect((await callBack(id, `code=c${call}&state=s`)).statusCode).toBe(303)
    }
    expect(await service.deps.db.auditEvent.count()).toBe(before)
    await service.runJobs()
    expect(await service.deps.db.auditEvent.count()).toBe(before + 1)
    const [event] = await events({ action: 'sso.refused' })
    expect(event).toMatchObject({
      user: null,
      details: { connectionId: id, reason: 'flow-unknown', detail: 'no-cookie', count: 20 },
    })
  })

  test('for an unknown connection write nothing at all', async () => {
    const rows = await rowsMadeBy(() => callBack(randomUUID(), 'code=c&state=s'))
    expect(rows.map(([, made]) => made)).toEqual([0, 0, 0, 0, 0])
  })
})
