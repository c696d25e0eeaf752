import { eventTypes, type Webhook } from '@rekey/contracts/webhooks'
import { expect, test } from 'vitest'
import { eventWords, stateOf } from './webhook-state.ts'

const now = new Date('2026-11-29T09:00:00.000Z')

const webhook = (given: Partial<Webhook>): Webhook => ({
  id: 'w1',
  url: 'https://shop.example/hooks',
  events: ['password.changed'],
  description: null,
  enabled: true,
  failingSince: null,
  switchedOffAt: null,
  previousSecretUntil: null,
  createdAt: '2026-11-01T09:00:00.000Z',
  ...given,
})

test('a webhook says whether it is on, and what is wrong with it', () => {
  expect(stateOf(webhook({}), now)).toMatchObject({ words: 'On', tone: 'good' })
  expect(stateOf(webhook({ enabled: false }), now)).toMatchObject({ words: 'Off' })
  const failingSince = '2026-11-28T12:00:00.000Z'
  expect(stateOf(webhook({ failingSince }), now)).toMatchObject({
    words: 'Failing since yesterday',
    tone: 'warning',
  })
  const switchedOffAt = '2026-11-29T08:00:00.000Z'
  expect(stateOf(webhook({ enabled: false, failingSince, switchedOffAt }), now)).toMatchObject({
    words: 'Switched off: it kept failing',
    tone: 'bad',
  })
})

test('the list counts the events of a webhook', () => {
  expect(eventWords(webhook({}))).toBe('1 event')
  expect(eventWords(webhook({ events: ['user.created', 'user.deleted'] }))).toBe('2 events')
  expect(eventWords(webhook({ events: [...eventTypes] }))).toBe('All events')
})
