import { describe, expect, test } from 'vitest'
import { isFromThisMachine } from './guard-mailbox.ts'

const asked = (remoteAddress: string, headers: Record<string, string>) => ({
  socket: { remoteAddress },
  headers,
})

describe('the mailbox is shown', () => {
  test.each([
    ['127.0.0.1', 'localhost:3000'],
    ['::1', '[::1]:3000'],
    ['::ffff:127.0.0.1', '127.0.0.1:3000'],
    ['127.8.9.1', 'LOCALHOST'],
  ])('to %s, who asks for %s', (address, host) => {
    expect(isFromThisMachine(asked(address, { host }))).toBe(true)
  })
})

describe('the mailbox is not shown', () => {
  test.each([
    ['192.0.2.7', 'localhost:3000'],
    ['::ffff:192.0.2.7', 'localhost:3000'],
    ['', 'localhost:3000'],
    ['127.0.0.1', 'rekey.example'],
    ['127.0.0.1', 'localhost.evil.example'],
    ['127.0.0.1', 'localhost@evil.example'],
    ['127.0.0.1', '127.0.0.1.evil.example'],
    ['127.0.0.1', ''],
  ])('to %j, who asks for %j', (address, host) => {
    expect(isFromThisMachine(asked(address, { host }))).toBe(false)
  })

  test.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'])(
    'through a proxy that adds %s',
    (name) => {
      const headers = { host: 'localhost:3000', [name]: '127.0.0.1' }
      expect(isFromThisMachine(asked('127.0.0.1', headers))).toBe(false)
    },
  )
})
