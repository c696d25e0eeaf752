import { problems } from '@rekey/contracts/problems'
import { ssoFailure } from '@rekey/contracts/sso'
import { expect, test } from 'vitest'
import { readFailure } from './read-failure.ts'
import { ssoMessages } from './sso-messages.ts'

const id = '0b6fd7a2-6d9b-4f1e-8f7e-1f9c7ad9a001'
const read = (query: string) => readFailure(new URLSearchParams(query))

test('every reason has a sentence', () => {
  for (const reason of ssoFailure.options) {
    expect(read(`reason=${reason}&connection=${id}`).reason).toBe(reason)
    expect(ssoMessages.failed[reason].title).not.toBe(ssoMessages.failed.unknown.title)
  }
})

test('a problem of the server has a sentence too', () => {
  for (const reason of ['rate-limited', 'overloaded', 'not-signed-in'] as const) {
    expect(problems[reason]).toBeDefined()
    expect(read(`reason=${reason}`).reason).toBe(reason)
    expect(ssoMessages.failed[reason].text).not.toBe(ssoMessages.failed.unknown.text)
  }
})

test('an unknown reason gets the general sentence', () => {
  for (const reason of ['', 'toString', '__proto__', '<b>']) {
    expect(read(`reason=${encodeURIComponent(reason)}`).reason).toBe('unknown')
  }
})

test('only a valid connection id gives a start address', () => {
  expect(read(`connection=${id}`).startUrl).toBe(`/api/v1/sso/${id}/start`)
  for (const connection of ['', '../../users', '//other.example', `${id}/../x`]) {
    expect(read(`connection=${encodeURIComponent(connection)}`).startUrl).toBeNull()
  }
})

test('no sentence says please, sorry, invalid or oops', () => {
  expect(JSON.stringify(ssoMessages)).not.toMatch(/please|sorry|invalid|oops/i)
})
