import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { readResetMail } from '../../../testing/ask-and-read.ts'
import { startService } from '../../../testing/service-process.ts'
import { openWithCampaigns, type WithCampaigns } from '../../../testing/with-campaigns.ts'
import { keepRecoveryAddressOf } from '../../../testing/with-recovery-address.ts'
import { day } from '../../lib/clock.ts'
import { openMailbox } from '../../mail/mailbox.ts'
import { advanceCampaigns } from './advance-campaigns.ts'

/** Mails of a campaign go to recovery addresses too; its counts count users. */
let open: WithCampaigns

beforeAll(async () => {
  open = await openWithCampaigns()
})
afterAll(async () => open.service.close())

/** A campaign for users with a recovery address each. */
async function draftWithCopies(count: number, house = open) {
  const { users, id } = await house.draftFor(count, { perMinute: 6_000 })
  const addresses: string[] = []
  for (const user of users) {
    const { email } = await keepRecoveryAddressOf(house.service, user.id)
    addresses.push(user.username, email)
  }
  return { users, id, addresses }
}

const countMails = async (addresses: readonly string[]) => {
  const mails = await Promise.all(addresses.map((to) => open.service.mailsTo(to)))
  return mails.map((each) => each.length)
}

test('link and code go to all addresses that count, and each user counts once', async () => {
  const { id, addresses } = await draftWithCopies(2)
  await open.act(id, 'start')
  await open.tickFor(3)
  expect(await countMails(addresses)).toEqual([1, 1, 1, 1])
  const [main, copy] = await Promise.all(addresses.map((to) => open.service.mailsTo(to)))
  const secretsOf = (mails: typeof main) => {
    const { token, code } = readResetMail(mails?.[0] as Parameters<typeof readResetMail>[0])
    return { token, code }
  }
  expect(secretsOf(copy)).toEqual(secretsOf(main))
  expect(await open.show(id)).toMatchObject({
    status: 'completed',
    counts: { matched: 2, toSend: 2, accepted: 2, queued: 0 },
    trial: { size: 2, sent: 2 },
  })
})

test('a reminder goes to all of them, with the same link and code', async () => {
  const { id, addresses } = await draftWithCopies(1)
  await open.act(id, 'start')
  await open.tickFor(3)
  open.service.clock.advance(day)
  await open.act(id, 'remind')
  await open.tickFor(2)
  expect(await countMails(addresses)).toEqual([2, 2])
  expect((await open.show(id)).reminders.counts).toMatchObject({ accepted: 1 })
})

describe('copies that wait', () => {
  const queueOne = async () => {
    const drafted = await draftWithCopies(1)
    await open.act(drafted.id, 'start')
    open.service.clock.advance(1_000)
    await advanceCampaigns(open.service.deps)
    return drafted
  }

  test('are held back by a pause, and sent once after it', async () => {
    const { id, addresses } = await queueOne()
    await open.act(id, 'pause')
    await open.service.runJobs()
    expect(await countMails(addresses)).toEqual([0, 0])
    await open.act(id, 'resume')
    await open.tickFor(3)
    expect(await countMails(addresses)).toEqual([1, 1])
  })

  test('are cancelled with the campaign', async () => {
    const { users, id, addresses } = await queueOne()
    await open.act(id, 'cancel')
    await open.tickFor(2)
    expect(await countMails(addresses)).toEqual([0, 0])
    const where = { userId: users[0]?.id ?? '', endedAt: null }
    expect(await open.service.deps.db.reset.count({ where })).toBe(0)
    expect((await open.show(id)).counts).toMatchObject({ 'not-sent': 1 })
  })

  test('and one that has left before counts its user as mailed', async () => {
    const { id, addresses } = await queueOne()
    await open.service.deps.db.message.updateMany({
      where: { to: addresses[1] ?? '' },
      data: { status: 'accepted', acceptedAt: open.service.clock.now() },
    })
    await open.act(id, 'cancel')
    expect((await open.show(id)).counts).toMatchObject({ accepted: 1, 'not-sent': 0 })
  })
})

test('a kill -9 of the worker sends no address two mails, and forgets none', async () => {
  const house = await openWithCampaigns()
  const { deps, databaseUrl, clock } = house.service
  // The worker is a process with the real clock.
  clock.advance(Date.now() - clock.now().getTime())
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-worker-'))
  const { id, addresses } = await draftWithCopies(60, house)
  await house.act(id, 'start')
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  }
  const work = async () => {
    const worker = await startService(env, 'worker')
    onTestFinished(() => worker.kill('SIGKILL'))
    return worker
  }
  const first = await work()
  await vi.waitFor(
    async () =>
      expect(await deps.db.message.count({ where: { acceptedAt: { not: null } } })).toBeGreaterThan(
        5,
      ),
    { timeout: 60_000, interval: 10 },
  )
  first.kill('SIGKILL')
  await first.ended
  const second = await work()
  await vi.waitFor(async () => expect((await house.show(id)).status).toBe('completed'), {
    timeout: 90_000,
    interval: 200,
  })
  await second.stop()
  expect((await house.show(id)).counts).toMatchObject({ accepted: 60 })
  const sent = Map.groupBy(await openMailbox(dataDir).list(), ({ to }) => to)
  // A mail that arrived twice must be the same mail, which its Message-ID tells.
  const mails = addresses.map((to) => {
    const ids = (sent.get(to) ?? []).map(({ headers }) => headers['Message-ID'])
    return new Set(ids).size
  })
  expect(mails).toEqual(addresses.map(() => 1))
  await house.service.close()
  await rm(dataDir, { recursive: true, force: true })
}, 200_000)
