import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MailSink, openMailSink, type SinkStep } from '../../../testing/mail-sink.ts'
import { openWithCampaigns, type WithCampaigns } from '../../../testing/with-campaigns.ts'
import { minute } from '../../lib/clock.ts'
import { recordReports } from '../../models/message-reports.ts'

let sink: MailSink
let open: WithCampaigns

beforeAll(async () => {
  sink = await openMailSink()
  open = await openWithCampaigns({
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: sink.url,
    BOUNCE_ADDRESS: 'bounce@mail.northwind.example',
  })
})
afterAll(async () => {
  await open.service.close()
  await sink.close()
})

const refuse: SinkStep = { do: 'answer', code: 550, words: '5.1.1 User unknown', at: 'rcpt' }
const fast = { perMinute: 6_000 }
const times = (count: number, step: SinkStep) => Array.from({ length: count }, () => step)

/** Reports about mails of the trial, as other mail servers send them to our bounce address. */
async function bounce(campaignId: string, count: number) {
  const { db, clock } = open.service.deps
  const accepted = await db.resetCampaignUser.findMany({
    where: { campaignId, isTrial: true, outcome: { in: ['accepted', 'saved'] } },
    take: count,
  })
  const reports = accepted.map(({ messageId }) => ({
    messageId: String(messageId),
    mac: Buffer.alloc(0),
    sourceId: `bounce-${messageId}`,
    status: 'bounced' as const,
    reason: 'address-does-not-exist' as const,
    at: clock.now(),
    detail: null,
  }))
  expect(await recordReports(db, reports, () => true, clock.now())).toBe(count)
}

describe('the trial', () => {
  test('pauses the campaign if three of the first fifty mails are refused', async () => {
    sink.script(...times(3, refuse))
    const { id } = await open.draftFor(60, fast)
    await open.act(id, 'start')
    await open.tickFor(5)
    const campaign = await open.show(id)
    expect(campaign).toMatchObject({
      status: 'paused',
      pause: { cause: 'trial', by: null },
      trial: { outcome: 'failed', size: 50, failed: 3 },
      counts: { refused: 3 },
    })
    expect(campaign.counts.queued).toBeGreaterThanOrEqual(10)
    expect(campaign.history.at(-1)).toMatchObject({ step: 'paused', details: { cause: 'trial' } })
    const { body } = await open.users(id, '?outcome=not-delivered')
    expect(body.items).toHaveLength(3)
    expect(body.items[0]).toMatchObject({ reason: 'address-does-not-exist' })

    expect((await open.act(id, 'resume')).body.trial.outcome).toBe('overruled')
    await open.tickFor(5)
    expect(await open.show(id)).toMatchObject({
      status: 'completed',
      counts: { refused: 3, accepted: 57 },
    })
  })

  test('passes with two failures, after waiting for bounces', async () => {
    sink.script(...times(2, refuse))
    const { id } = await open.draftFor(60, fast)
    await open.act(id, 'start')
    await open.tickFor(5)
    expect(await open.show(id)).toMatchObject({
      status: 'running',
      trial: { outcome: 'pending', size: 50, sent: 50, failed: 2 },
      counts: { queued: 10, accepted: 48 },
    })
    open.service.clock.advance(2 * minute)
    await open.tickFor(4)
    const campaign = await open.show(id)
    expect(campaign).toMatchObject({ status: 'completed', trial: { outcome: 'passed' } })
    expect(campaign.history).toContainEqual(
      expect.objectContaining({ step: 'trial-passed', details: { sent: 50, failed: 2 } }),
    )
  })

  test('counts bounces that come back while it waits', async () => {
    const { id } = await open.draftFor(60, fast)
    await open.act(id, 'start')
    await open.tickFor(4)
    await bounce(id, 3)
    await open.tick()
    expect(await open.show(id)).toMatchObject({
      status: 'paused',
      trial: { outcome: 'failed', failed: 3 },
      counts: { bounced: 3, queued: 10 },
    })
  })

  test('also counts bounces that come back after it has passed', async () => {
    const { id } = await open.draftFor(120, { perMinute: 60 })
    await open.act(id, 'start')
    await open.tickFor(51)
    open.service.clock.advance(2 * minute)
    await open.tickFor(3)
    expect((await open.show(id)).trial.outcome).toBe('passed')
    await bounce(id, 3)
    await open.tick()
    expect(await open.show(id)).toMatchObject({ status: 'paused', pause: { cause: 'trial' } })
  })

  test('pauses nothing if nobody is left to get a mail', async () => {
    sink.script(refuse)
    const { id } = await open.draftFor(1, fast)
    await open.act(id, 'start')
    await open.tickFor(3)
    expect(await open.show(id)).toMatchObject({
      status: 'completed',
      trial: { outcome: 'failed', size: 1, failed: 1 },
    })
  })

  test('waits while the mail server is busy', async () => {
    sink.script(...times(50, { do: 'answer', code: 451, words: '4.3.2 Busy' }))
    const { id } = await open.draftFor(55, fast)
    await open.act(id, 'start')
    await open.tickFor(3)
    open.service.clock.advance(3 * minute)
    await open.tick()
    const campaign = await open.show(id)
    expect(campaign).toMatchObject({ status: 'running', trial: { outcome: 'pending' } })
    expect(campaign.counts.delayed + campaign.counts.queued).toBeGreaterThan(5)
    await open.act(id, 'cancel')
  })
})

describe('a saved password', () => {
  test('stays the furthest step when the mail bounces later', async () => {
    const { id } = await open.draftFor(1)
    await open.act(id, 'start')
    await open.tickFor(2)
    await open.service.deps.db.resetCampaignUser.updateMany({
      where: { campaignId: id },
      data: { outcome: 'saved' },
    })
    await bounce(id, 1)
    expect((await open.show(id)).counts).toMatchObject({ saved: 1, bounced: 0 })
  })
})
