import { afterEach, expect, test } from 'vitest'
import { Overloaded } from '../lib/overloaded.ts'
import { type BounceReader, createBounceReader } from './bounce-reader.ts'

let reader: BounceReader
afterEach(() => reader.close())

const ordinary = Buffer.from(
  [
    'From: MAILER-DAEMON@mx.contoso.example',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.contoso.example',
    '',
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b--',
  ].join('\n'),
)

test('a bounce that takes too long counts as unreadable, and the next one is read', async () => {
  reader = createBounceReader({ limitMs: 0 })
  expect(await reader.read(ordinary)).toMatchObject([{ detail: expect.stringContaining('read') }])
  await reader.close()
  reader = createBounceReader()
  expect(await reader.read(ordinary)).toMatchObject([
    { status: 'bounced', reason: 'address-does-not-exist' },
  ])
})

test('it refuses at once when its queue is full, and still reads what is queued', async () => {
  reader = createBounceReader({ queueLimit: 2 })
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => reader.read(ordinary)))
  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toHaveLength(3)
  expect(refused.every(({ reason }) => reason instanceof Overloaded)).toBe(true)
})
