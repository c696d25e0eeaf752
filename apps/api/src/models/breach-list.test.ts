import type { ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { lineOf, sha1, startBreachListServer } from '../../testing/breach-list-server.ts'
import { createBreachList } from './breach-list.ts'

const other = '0018A45C4D1DEF81644B54AB7F969B88D65:3'
const password = 'Kestrel-Harbor4'

let server: Awaited<ReturnType<typeof startBreachListServer>>
afterEach(() => server.close())

const logged: object[] = []
const log = { warn: (details: object) => void logged.push(details) }

/** Asks a list that gives this answer. */
async function ask(answer: (response: ServerResponse) => void, typed = password) {
  server = await startBreachListServer((_, response) => answer(response))
  const list = createBreachList({ address: server.address, log })
  return { isLeaked: await list.isLeaked(typed), counts: list.counts }
}

const lines =
  (...all: string[]) =>
  (response: ServerResponse) =>
    response.end(all.join('\r\n'))

test('a leaked password is found by the rest of its digest, in either case', async () => {
  expect(await ask(lines(other, lineOf(password, 7)))).toMatchObject({
    isLeaked: true,
    counts: { leaked: 1 },
  })
  await server.close()
  expect(await ask(lines(lineOf(password, 7).toLowerCase()))).toMatchObject({ isLeaked: true })
})

test('another password, and a padding line with the count 0, are no leak', async () => {
  expect(await ask(lines(other, lineOf(password, 0)))).toMatchObject({
    isLeaked: false,
    counts: { 'not-leaked': 1, failed: 0 },
  })
})

test('only five digits of the digest leave the server, and padding is requested', async () => {
  await ask(lines(other), 'Cafe\u0301-Kestrel7')
  expect(server.asks.map(({ url }) => url)).toEqual([
    `/range/${sha1('Café-Kestrel7'.normalize('NFC')).slice(0, 5)}`,
  ])
  expect(server.asks[0]?.headers).toMatchObject({ 'add-padding': 'true', 'user-agent': 'Rekey' })
  expect(server.asks[0]?.headers).not.toHaveProperty('cookie')
})

test.each<[string, (response: ServerResponse) => void]>([
  ['an error', (response) => response.writeHead(500).end(lineOf(password, 7))],
  ['too many requests', (response) => response.writeHead(429).end()],
  ['another address', (response) => response.writeHead(302, { location: '/other' }).end()],
  ['the page of a proxy', (response) => response.end('<!doctype html><title>Sign in</title>')],
  ['nothing', (response) => response.end()],
  ['half an answer', (response) => response.write('0018A', () => response.destroy())],
  ['an answer without end', (response) => response.end(`${other}\n`.repeat(50_000))],
])('%s lets the password pass and is counted', async (_, answer) => {
  expect(await ask(answer)).toMatchObject({ isLeaked: false, counts: { failed: 1 } })
})

test('a refused connection lets the password pass, and the log contains no digit of the digest', async () => {
  await ask(lines(other))
  await server.close()
  logged.length = 0
  const list = createBreachList({ address: server.address, log })
  expect(await list.isLeaked(password)).toBe(false)
  expect(logged).toEqual([{ reason: 'ECONNREFUSED' }])
  expect(JSON.stringify(logged)).not.toContain(sha1(password).slice(0, 5))
})

test('a list that takes too long is abandoned, even in the middle of its answer', async () => {
  const end = new AbortController()
  server = await startBreachListServer((_, response) => {
    response.write(`${other}\r\n`, () => end.abort())
  })
  const list = createBreachList({ address: server.address, log, deadline: () => end.signal })
  expect(await list.isLeaked(password)).toBe(false)
  expect(list.counts.failed).toBe(1)
})
