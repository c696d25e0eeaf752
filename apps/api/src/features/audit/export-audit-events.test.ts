import type { AddressInfo } from 'node:net'
import type { AuditAction } from '@rekey/contracts/audit-actions'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countStatements } from '../../../testing/count-statements.ts'
import { queryDatabase } from '../../../testing/many-users.ts'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { createUnusedActions } from '../../../testing/unused-action.ts'
import { type AuditEntry, recordAudit } from '../../models/audit.ts'

let service: TestApp
let reader: SignedIn
let action: AuditAction

const takeUnusedAction = createUnusedActions()

beforeAll(async () => {
  service = await createTestApp()
  reader = await signInWith(service, ['audit.read'])
})
afterAll(async () => service.close())
beforeEach(() => {
  action = takeUnusedAction()
})

const record = (entry: Partial<AuditEntry> = {}) =>
  recordAudit(service.deps.db, { action, at: service.clock.now(), ...entry })

const recordMany = (count: number) =>
  queryDatabase(
    service.databaseUrl,
    `INSERT INTO audit_events (at, action, request_id, details)
     SELECT $2, $1, repeat('x', 500), '{}' FROM generate_series(1, $3)`,
    [action, service.clock.now(), count],
  )

const exported = (query: Record<string, string> = {}, accept = 'text/csv') =>
  service.app.inject({
    url: `/api/v1/audit-events?${new URLSearchParams({ action, ...query }).toString()}`,
    cookies: reader.cookies,
    headers: { accept },
  })

type Row = Record<string, string>

const rowsOf = ({ body }: { body: string }): Row[] => parse(body, { columns: true })

test('the export is a CSV file of RFC 4180 with a header row', async () => {
  const actor = await createUser(service.deps, { displayName: 'Ito, "Mio"\nM.' })
  await record({ actorId: actor.id, requestId: 'r-1', personal: { ip: '192.0.2.7' } })
  const response = await exported()
  expect(response.statusCode).toBe(200)
  expect(response.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="audit-2036-11-21.csv"',
    'cache-control': 'no-store',
    vary: 'Accept',
  })
  expect(response.body).toMatch(
    /^id,at,action,actorId,actor,userId,user,requestId,ip,details\r\n\d+,2036-11-21T14:02:00.000Z,/,
  )
  expect(response.body).toContain(`${actor.id},"Ito, ""Mio""\nM.",,,r-1,192.0.2.7,{}\r\n`)
  expect(rowsOf(response)).toMatchObject([{ actor: 'Ito, "Mio"\nM.', user: '' }])
})

describe('no cell is a formula in a spreadsheet', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('%j', async (displayName) => {
    const actor = await createUser(service.deps, { displayName })
    await record({ actorId: actor.id, requestId: displayName })
    expect(rowsOf(await exported())).toMatchObject([
      { actor: `'${displayName}`, requestId: `'${displayName}` },
    ])
  })
})

test('the export contains everything that the filters let through, whatever page was requested', async () => {
  await recordMany(2_500)
  await record({ action: takeUnusedAction() })
  const rows = rowsOf(await exported({ limit: '1' }))
  expect(rows).toHaveLength(2_500)
  const ids = rows.map(({ id }) => Number(id))
  expect(ids).toEqual(ids.toSorted((one, other) => other - one))
  expect(new Set(ids).size).toBe(2_500)
  const none = await exported({ to: '2030-01-01T00:00:00Z' })
  expect(none.body).toBe('id,at,action,actorId,actor,userId,user,requestId,ip,details\r\n')
})

test('the export is an event itself, with its filters', async () => {
  const from = '2036-01-01T00:00:00Z'
  await exported({ from })
  const [event] = await service.deps.db.auditEvent.findMany({
    where: { action: 'audit.exported' },
    orderBy: { id: 'desc' },
    include: { personal: true },
    take: 1,
  })
  expect(event).toMatchObject({
    actorId: reader.user.id,
    details: { action, from },
    personal: { fields: { ip: '127.0.0.1', username: reader.user.username } },
  })
})

test.each([
  ['application/json, text/csv;q=0.5', 'application/json'],
  ['*/*', 'application/json'],
  ['text/csv;q=0', 'application/json'],
  ['text/html, text/csv;q=0.9, */*;q=0.1', 'text/csv'],
  ['TEXT/CSV', 'text/csv'],
  ['text/csv; charset=UTF-8', 'text/csv'],
  ['application/json; charset=utf-8, text/csv;q=0.5', 'application/json'],
])('a caller who accepts %s gets %s', async (accept, type) => {
  const response = await exported({}, accept)
  expect(response.headers['content-type']).toContain(type)
})

test('the answer in JSON still passes its schema', async () => {
  await record({ details: { number: 1 } })
  const response = await exported({}, 'application/json')
  expect(response.headers).toMatchObject({ vary: 'Accept' })
  expect(Object.keys(response.json())).toEqual(['items', 'nextCursor', 'prevCursor'])
})

test('a client that disconnects ends the reading before most rows were read', async () => {
  await recordMany(40_000)
  await service.app.listen({ port: 0 })
  const { port } = service.app.server.address() as AddressInfo
  const leaving = new AbortController()
  const sent = await countStatements(async () => {
    const response = await fetch(
      `http://127.0.0.1:${port}/api/v1/audit-events?${new URLSearchParams({ action }).toString()}`,
      {
        headers: {
          accept: 'text/csv',
          cookie: Object.entries(reader.cookies)
            .map((pair) => pair.join('='))
            .join('; '),
        },
        signal: leaving.signal,
      },
    )
    await response.body?.getReader().read()
    leaving.abort()
    await expect.poll(() => service.logged.join()).toContain('did not finish')
  })
  const batches = sent.filter((statement) => statement.startsWith('SELECT id::text'))
  expect(batches.length).toBeGreaterThan(0)
  expect(batches.length).toBeLessThan(35)
})

test('the document describes both forms of the answer', async () => {
  const document = (await service.app.inject('/openapi.json')).json()
  const { content } = document.paths['/audit-events'].get.responses['200']
  expect(Object.keys(content)).toEqual(['application/json', 'text/csv'])
})
