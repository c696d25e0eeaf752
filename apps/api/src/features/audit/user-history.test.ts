import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { asDatabase } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { listUserHistory } from './list-user-history.ts'

let service: TestApp
let reader: SignedIn

beforeAll(async () => {
  service = await createTestApp()
  reader = await signInWith(service, ['audit.read', 'messages.read'])
})
afterAll(async () => service.close())

type Item = {
  event: { id: string; action: string; details: { n?: number } } | null
  message: { id: string; template: string } | null
}
type List = { items: Item[]; nextCursor: string | null; prevCursor: string | null }

const history = async (id: string, query = '', by = reader) =>
  (await by.get(`/users/${id}/history${query}`)) as unknown as { status: number; body: List }

const words = ({ items }: List) =>
  items.map(({ event, message }) => event?.action ?? message?.template)

/** A user who asks for a reset, gets the mail, signs in once in vain and once for good. */
async function createStory() {
  const user = await createUser(service.deps)
  const { username } = user
  await service.send('POST', '/password-resets', { username })
  await service.runJobs()
  await service.send('POST', '/sessions', { username, password: 'not the password' })
  await service.runJobs()
  const { cookies } = await service.send('POST', '/sessions', {
    username,
    password: 'correct horse battery',
    client: 'browser',
  })
  await service.send('DELETE', '/sessions/current', undefined, cookies)
  return user
}

test('mails, resets, failed sign-ins, sign-ins and sign-outs are one story', async () => {
  const { id } = await createStory()
  const { body } = await history(id)
  expect(new Set(words(body))).toEqual(
    new Set([
      'password-reset.requested',
      'reset',
      'sign-in.failed',
      'session.started',
      'session.ended',
    ]),
  )
  expect(body.items.every(({ event, message }) => (event === null) !== (message === null))).toBe(
    true,
  )
})

test('without messages.read the mails are left out', async () => {
  const { id } = await createStory()
  const auditor = await signInWith(service, ['audit.read'])
  const { body } = await history(id, '', auditor)
  expect(words(body)).toContain('password-reset.requested')
  expect(body.items.every(({ message }) => message === null)).toBe(true)
})

test('pages in both directions show everything once, also at the same millisecond', async () => {
  const { id, username } = await createUser(service.deps)
  const at = service.clock.now()
  for (let n = 0; n < 7; n += 1) {
    await recordAudit(service.deps.db, { action: 'user.changed', at, userId: id, details: { n } })
  }
  await service.send('POST', '/password-resets', { username })
  await service.runJobs()
  const all = await history(id)
  const seen: Item[] = []
  let page = await history(id, '?limit=2')
  for (;;) {
    seen.push(...page.body.items)
    if (!page.body.nextCursor) break
    page = await history(id, `?limit=2&cursor=${page.body.nextCursor}`)
  }
  expect(seen).toEqual(all.body.items)
  const back = await history(id, `?limit=2&cursor=${page.body.prevCursor}`)
  expect(back.body.items).toHaveLength(2)
  expect(seen).toEqual(expect.arrayContaining(back.body.items))
})

test('a page reads few events, although many newer ones are about others', async () => {
  const { db } = service.deps
  const { id } = await createUser(service.deps)
  await db.$executeRaw`
    INSERT INTO audit_events (at, action, user_id, details)
    SELECT '2025-01-01'::timestamptz + make_interval(secs => n), 'user.changed',
      CASE WHEN n <= 100 THEN ${id}::uuid ELSE gen_random_uuid() END, '{}'
    FROM generate_series(1, 20000) AS n`
  await db.$executeRaw`ANALYZE audit_events`
  const read = await db.$transaction(async (tx) => {
    const input = { params: { id }, query: { limit: 20 }, caller: { permissions: ['audit.read'] } }
    const asked = input as unknown as Parameters<typeof listUserHistory>[0]
    const { body } = await listUserHistory(asked, { ...service.deps, db: asDatabase(tx) })
    expect(body.items).toHaveLength(20)
    const [counted] = await tx.$queryRaw<[{ rows: number }]>`
      SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables
      WHERE relname = 'audit_events'`
    return counted.rows
  })
  expect(read).toBeLessThan(200)
})

test('a deleted user keeps the story, without names', async () => {
  const { id } = await createStory()
  const administrator = await signInWith(service, ['users.delete', 'users.read'])
  await service.send('DELETE', `/users/${id}`, undefined, administrator.cookies)
  const { status, body } = await history(id)
  expect(status).toBe(200)
  expect(words(body)).toContain('user.deleted')
})

test('an unknown user, a damaged cursor and callers without audit.read are refused', async () => {
  expect((await history(randomUUID())).status).toBe(404)
  const { id } = await createUser(service.deps)
  expect((await history(id, '?cursor=eyJ4IjoxfQ')).status).toBe(400)
  const other = await signInWith(service, ['users.read', 'messages.read'])
  expect((await history(id, '', other)).status).toBe(403)
})
