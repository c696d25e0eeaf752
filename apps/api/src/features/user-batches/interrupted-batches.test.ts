import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { beforeNextTransaction } from '../../../testing/before-next-transaction.ts'
import { createApiKey } from '../../../testing/create-api-key.ts'
import { type MailSink, openMailSink, type SinkStep } from '../../../testing/mail-sink.ts'
import { createManyUsers } from '../../../testing/many-users.ts'
import { startService } from '../../../testing/service-process.ts'
import { createRole, signInWith } from '../../../testing/sign-in-with.ts'
import { createUser } from '../../../testing/test-app.ts'
import { openWithUserBatches, type WithUserBatches } from '../../../testing/with-user-batches.ts'
import { userActs } from '../../user-acts.ts'
import { actOnNext } from './act-on-next.ts'
import { advanceUserBatches } from './advance-user-batches.ts'

let sink: MailSink
let open: WithUserBatches

beforeAll(async () => {
  sink = await openMailSink()
  open = await openWithUserBatches({ MAIL_TRANSPORT: 'smtp', SMTP_URL: sink.url })
})
afterAll(async () => {
  await open.service.close()
  await sink.close()
})

const refuse: SinkStep = { do: 'answer', code: 550, words: '5.1.1 User unknown', at: 'rcpt' }
const idsOf = (users: readonly { id: string }[]) => users.map(({ id }) => id)
const look = () => advanceUserBatches(open.service.deps, userActs)
const deactivations = (ids: readonly string[]) =>
  open.service.deps.db.auditEvent.count({
    where: { action: 'user.deactivated', userId: { in: [...ids] } },
  })

describe('two at once', () => {
  test('of two starts at the same time, one is refused', async () => {
    const ids = idsOf(await open.createUsers(3))
    const { body } = await open.create({ action: 'deactivate', userIds: ids })
    const answers = await Promise.all([1, 2, 3].map(() => open.act(body.id, 'start')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2)
    await open.tick()
    expect(await deactivations(ids)).toBe(3)
  })

  test('several workers do it to each user once', async () => {
    const ids = idsOf(await open.createUsers(30))
    const id = await open.begin({ action: 'deactivate', userIds: ids })
    await Promise.all([look(), look(), look(), look()])
    while ((await open.show(id)).status === 'running') await open.tick()
    expect((await open.show(id)).counts.done).toBe(30)
    expect(await deactivations(ids)).toBe(30)
  })

  test('two batches with the same users do it once, and leave them out of the other', async () => {
    const ids = idsOf(await open.createUsers(5))
    const batches = [
      await open.begin({ action: 'deactivate', userIds: ids }),
      await open.begin({ action: 'deactivate', userIds: ids }),
    ]
    await open.tickFor(2)
    const counts = await Promise.all(batches.map(async (id) => (await open.show(id)).counts))
    expect(counts.reduce((sum, { done }) => sum + done, 0)).toBe(5)
    expect(await deactivations(ids)).toBe(5)
  })
})

describe('a stop', () => {
  test('cancels mails that wait, keeps those that were sent, and is the end', async () => {
    const users = await open.createUsers(4, { password: null })
    const id = await open.begin({ action: 'send-invitations', userIds: idsOf(users) })
    await look()
    expect((await open.show(id)).counts).toMatchObject({ sending: 4, waiting: 0 })
    await open.service.runJobs({ atOnce: 1 })
    const later = await open.createUsers(2, { password: null })
    const other = await open.begin({ action: 'send-invitations', userIds: idsOf(later) })
    await look()
    expect((await open.act(other, 'stop')).body).toMatchObject({
      status: 'stopped',
      stoppedBecause: 'administrator',
      counts: { stopped: 2, done: 0 },
    })
    await open.tickFor(3)
    expect((await open.show(other)).counts).toMatchObject({ stopped: 2, done: 0 })
    const living = await open.service.deps.db.reset.count({
      where: { userId: { in: idsOf(later) }, endedAt: null },
    })
    expect(living).toBe(0)
    expect((await open.show(id)).counts).toMatchObject({ done: 4 })
    expect((await open.act(other, 'stop')).status).toBe(409)
    expect((await open.act(other, 'start')).status).toBe(409)
    expect((await open.act(other, 'retry')).status).toBe(409)
  })
})

describe('an error of ours with a user', () => {
  /** The first user fails, and `meanwhile` happens before that is noted. */
  async function failThen(meanwhile: (id: string) => Promise<unknown>) {
    const { deps } = open.service
    const ids = idsOf(await open.createUsers(2))
    const id = await open.begin({ action: 'deactivate', userIds: ids })
    const failing = async () => {
      beforeNextTransaction(deps, () => meanwhile(id))
      throw new Error('out of order')
    }
    expect(await actOnNext(deps, { ...userActs, deactivate: failing }, id)).toBe(true)
    const rows = await deps.db.userBatchUser.findMany({
      where: { batchId: id },
      orderBy: { position: 'asc' },
    })
    expect(rows.map(({ userId }) => userId)).toEqual(ids)
    return rows.map(({ outcome, failures }) => [outcome, failures])
  }

  test('isn’t counted for the next user, if another worker succeeded', async () => {
    const rows = await failThen((id) => actOnNext(open.service.deps, userActs, id))
    expect(rows).toEqual([
      ['done', 0],
      ['waiting', 0],
    ])
  })

  test('isn’t counted when the batch is stopped meanwhile', async () => {
    const rows = await failThen((id) => open.act(id, 'stop'))
    expect(rows).toEqual([
      ['stopped', 0],
      ['stopped', 0],
    ])
  })
})

describe('failures', () => {
  test('are named with a reason, and a retry repeats only those', async () => {
    const users = await open.createUsers(3, { password: null })
    sink.script(refuse)
    const id = await open.begin({ action: 'send-invitations', userIds: idsOf(users) })
    await open.tickFor(3)
    const ended = await open.show(id)
    expect(ended).toMatchObject({ status: 'completed', counts: { done: 2, failed: 1 } })
    const { items } = await open.users(id, '?outcome=failed')
    expect(items).toMatchObject([
      { reason: 'address-does-not-exist', advice: expect.stringContaining('Correct') },
    ])
    expect((await open.act(id, 'retry')).body).toMatchObject({
      status: 'running',
      counts: { waiting: 1, done: 2, failed: 0 },
    })
    await open.tickFor(3)
    expect(await open.show(id)).toMatchObject({
      status: 'completed',
      counts: { done: 3, failed: 0 },
    })
    const mails = await open.service.deps.db.message.count({
      where: { userId: { in: idsOf(users) } },
    })
    expect(mails).toBe(4)
  })

  test('of our own hold up nobody else', async () => {
    const { db } = open.service.deps
    const users = await open.createUsers(4)
    await db.$executeRawUnsafe(`
      CREATE FUNCTION refuse_bad() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'bad row'; END $$`)
    await db.$executeRawUnsafe(`
      CREATE TRIGGER refuse_bad BEFORE UPDATE ON users FOR EACH ROW
      WHEN (NEW.id = '${users[0]?.id}') EXECUTE FUNCTION refuse_bad()`)
    const id = await open.begin({ action: 'deactivate', userIds: idsOf(users) })
    await open.tickFor(2)
    await db.$executeRawUnsafe('DROP TRIGGER refuse_bad ON users')
    expect(await open.show(id)).toMatchObject({
      status: 'completed',
      counts: { done: 3, failed: 1 },
    })
    const { items } = await open.users(id, '?outcome=failed')
    expect(items).toMatchObject([{ user: { id: users[0]?.id }, reason: 'could-not-be-done' }])
  })

  test('the last administrator stays', async () => {
    const house = await openWithUserBatches()
    const { service, administrator } = house
    // All permissions by roles of their own, so that only the administrator is one.
    const all = await service.deps.db.role.findUniqueOrThrow({
      where: { id: builtInRoles.administrator },
    })
    const equal = await signInWith(service, all.permissions)
    const id = await house.begin({ action: 'deactivate', userIds: [administrator.user.id] }, equal)
    await house.tick()
    expect((await house.show(id, equal)).counts).toMatchObject({ done: 0, failed: 1 })
    const { items } = await house.users(id, '?outcome=failed', equal)
    expect(items).toMatchObject([{ reason: 'last-administrator' }])
    await service.close()
  })
})

describe('the person who started it', () => {
  test('loses the permission: the batch stops', async () => {
    const helper = await open.helper()
    const ids = idsOf(await open.createUsers(3))
    const id = await open.begin({ action: 'deactivate', userIds: ids }, helper)
    await open.service.deps.db.role.update({
      where: { id: helper.user.roleId },
      data: { permissions: ['users.read'] },
    })
    await open.tick()
    expect(await open.show(id, helper)).toMatchObject({
      status: 'stopped',
      stoppedBecause: 'permission',
      counts: { stopped: 3, done: 0 },
    })
    expect(await deactivations(ids)).toBe(0)
  })

  test('is deactivated: the batch stops', async () => {
    const helper = await open.helper()
    const ids = idsOf(await open.createUsers(2))
    await open.begin({ action: 'deactivate', userIds: ids }, helper)
    await open.service.deps.db.user.update({
      where: { id: helper.user.id },
      data: { status: 'deactivated' },
    })
    await open.tick()
    expect(await deactivations(ids)).toBe(0)
  })

  test('can’t act on a user who has got more permissions since the preview', async () => {
    const helper = await open.helper()
    const [user] = await open.createUsers(1)
    const id = await open.begin({ action: 'deactivate', userIds: [user?.id] }, helper)
    const roleId = await createRole(open.service, ['settings.write'])
    await open.service.deps.db.user.update({ where: { id: user?.id ?? '' }, data: { roleId } })
    await open.tick()
    expect((await open.show(id, helper)).counts).toMatchObject({
      toDo: 0,
      excluded: { 'beyond-permissions': 1 },
    })
  })

  test('and users who change in between are judged again', async () => {
    const { db } = open.service.deps
    const [gone, moved] = await open.createUsers(2, { password: null })
    const id = await open.begin({ action: 'send-invitations', userIds: [gone?.id, moved?.id] })
    await db.user.update({ where: { id: gone?.id ?? '' }, data: { status: 'deactivated' } })
    await db.user.update({ where: { id: moved?.id ?? '' }, data: { passwordHash: 'x' } })
    await open.tick()
    expect(await open.show(id)).toMatchObject({
      status: 'completed',
      counts: { toDo: 0, excluded: { 'user-deactivated': 1, 'has-password': 1 } },
    })
  })

  test('is an API key: no permission beyond its scopes, and the key is the actor', async () => {
    const [user] = await open.createUsers(1)
    const strong = await createUser(open.service.deps, { roleId: builtInRoles.administrator })
    const key = await createApiKey(open.service, ['users.read', 'users.deactivate'])
    const userIds = [user?.id, strong.id]
    const { body } = await key.call('POST', '/user-batches', { action: 'deactivate', userIds })
    await key.call('POST', `/user-batches/${body.id}/start`)
    await open.tick()
    expect(await deactivations([user?.id ?? '', strong.id])).toBe(1)
    const event = await open.service.deps.db.auditEvent.findFirst({
      where: { action: 'user.deactivated', userId: user?.id ?? '' },
    })
    expect(event?.actorId).toBe(key.id)
  })
})

const workerFor = async (databaseUrl: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-worker-'))
  const env = {
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  }
  return {
    start: () => startService(env, 'worker'),
    clean: () => rm(folder, { recursive: true, force: true }),
  }
}

test('a worker that ends stops between two users', async () => {
  const house = await openWithUserBatches()
  const { deps, databaseUrl } = house.service
  await createManyUsers(databaseUrl, 100)
  await deps.db.$executeRawUnsafe(`
    CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END $$`)
  await deps.db.$executeRawUnsafe(
    'CREATE TRIGGER be_slow BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION be_slow()',
  )
  const id = await house.begin({ action: 'deactivate', filter: { kind: 'staff' } })
  const { start, clean } = await workerFor(databaseUrl)
  const worker = await start()
  const countDone = () => deps.db.userBatchUser.count({ where: { batchId: id, outcome: 'done' } })
  await vi.waitFor(async () => expect(await countDone()).toBeGreaterThan(0), { timeout: 60_000 })
  expect(await worker.stop()).toEqual({ code: 0, signal: null })
  expect(await countDone()).toBeLessThan(100)
  await house.service.close()
  await clean()
}, 100_000)

test('a kill -9 of the worker does it to nobody twice and forgets nobody', async () => {
  const house = await openWithUserBatches()
  const { deps, databaseUrl } = house.service
  await createManyUsers(databaseUrl, 60)
  const id = await house.begin({ action: 'deactivate', filter: { kind: 'staff' } })
  const { start, clean } = await workerFor(databaseUrl)
  const countDone = () => deps.db.userBatchUser.count({ where: { batchId: id, outcome: 'done' } })
  const first = await start()
  await vi.waitFor(async () => expect(await countDone()).toBeGreaterThan(5), {
    timeout: 60_000,
    interval: 10,
  })
  first.kill('SIGKILL')
  await first.ended
  expect(await countDone()).toBeLessThan(60)
  const second = await start()
  await vi.waitFor(async () => expect((await house.show(id)).status).toBe('completed'), {
    timeout: 90_000,
    interval: 200,
  })
  await second.stop()
  const events = await deps.db.auditEvent.groupBy({
    by: ['userId'],
    where: { action: 'user.deactivated' },
    _count: true,
  })
  expect(events).toHaveLength(60)
  expect(events.every(({ _count }) => _count === 1)).toBe(true)
  await house.service.close()
  await clean()
}, 200_000)
