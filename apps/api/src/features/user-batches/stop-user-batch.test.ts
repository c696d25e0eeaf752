import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepRecoveryAddressOf } from '../../../testing/with-recovery-address.ts'
import { openWithUserBatches, type WithUserBatches } from '../../../testing/with-user-batches.ts'
import { userActs } from '../../user-acts.ts'
import { advanceUserBatches } from './advance-user-batches.ts'

let open: WithUserBatches

beforeAll(async () => {
  open = await openWithUserBatches()
})
afterAll(async () => open.service.close())

/** A batch whose mails to a main address and to a recovery address wait. */
async function beginWithTwoAddresses() {
  const { service } = open
  const [user] = await open.createUsers(1)
  if (!user) throw new Error('One user was asked for')
  const second = await keepRecoveryAddressOf(service, user.id)
  const id = await open.begin({ action: 'start-resets', userIds: [user.id] })
  await advanceUserBatches(service.deps, userActs)
  return { id, user, second }
}

const living = (userId: string) =>
  open.service.deps.db.reset.count({ where: { userId, endedAt: null } })

test('a stop cancels the mails to recovery addresses too, and their reset', async () => {
  const { id, user, second } = await beginWithTwoAddresses()
  expect((await open.act(id, 'stop')).body.counts).toMatchObject({ stopped: 1, done: 0 })
  await open.tick()
  const mails = [user.username, second.email].map((to) => open.service.mailsTo(to))
  expect((await Promise.all(mails)).flat()).toEqual([])
  expect(await living(user.id)).toBe(0)
})

test('a user whose mail has left to a recovery address isn’t stopped', async () => {
  const { id, user, second } = await beginWithTwoAddresses()
  const { db } = open.service.deps
  await db.message.updateMany({
    where: { to: second.email },
    data: { status: 'accepted', acceptedAt: open.service.clock.now() },
  })
  expect((await open.act(id, 'stop')).body.counts).toMatchObject({ stopped: 0, done: 1 })
  expect(await db.message.findFirst({ where: { to: user.username } })).toMatchObject({
    status: 'not-sent',
  })
  expect(await living(user.id)).toBe(1)
})

test('a stop leaves alone what somebody else sent again', async () => {
  const { service, administrator } = open
  const users = await open.createUsers(2)
  const ids = users.map((user) => user.id)
  const id = await open.begin({ action: 'start-resets', userIds: ids })
  await advanceUserBatches(service.deps, userActs)
  await service.runJobs()
  service.clock.advance(1_000)
  const where = { userId: ids[0] ?? '' }
  const sent = await service.deps.db.message.findFirstOrThrow({ where })
  await service.deps.db.message.updateMany({
    where: { userId: ids[1] ?? '' },
    data: { status: 'delayed', acceptedAt: null },
  })
  await service.send('POST', `/messages/${sent.id}/resend`, undefined, administrator.cookies)
  expect((await open.act(id, 'stop')).body.counts).toMatchObject({ stopped: 1, done: 1 })
  expect(await service.deps.db.message.count({ where: { ...where, status: 'queued' } })).toBe(1)
})
