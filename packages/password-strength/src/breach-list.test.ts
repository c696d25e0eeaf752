import { expect, test } from 'vitest'
import { isInBreachList } from './breach-list.ts'

/** SHA-1 of "password": 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8. */
const suffix = '1E4C9B93F3F0682250B6CF8331B7EE68FD8'
const other = '0018A45C4D1DEF81644B54AB7F969B88D65'

const answering = (body: string, status = 200) => ({
  fetch: async () => new Response(body, { status }),
})

test('a leaked password is known by its suffix, whatever its count', async () => {
  const lines = `${other}:3\r\n${suffix}:9545824`
  expect(await isInBreachList('password', answering(lines))).toBe(true)
  expect(await isInBreachList('password', answering(`${other}:3`))).toBe(false)
})

test('a padding line is no leak', async () => {
  expect(await isInBreachList('password', answering(`${suffix}:0`))).toBe(false)
})

test('only five digits of the digest leave, and padding is asked for', async () => {
  const asked: { address: unknown; padding: string | null }[] = []
  const fetch = async (address: unknown, init?: RequestInit) => {
    asked.push({ address, padding: new Headers(init?.headers).get('Add-Padding') })
    return new Response('')
  }
  await isInBreachList('password', { fetch })
  expect(asked).toEqual([
    { address: 'https://api.pwnedpasswords.com/range/5BAA6', padding: 'true' },
  ])
})

test('a failed or late look-up never blocks', async () => {
  const broken = { fetch: async () => Promise.reject(new TypeError('fetch failed')) }
  const late = {
    timeoutMs: 1,
    fetch: (_: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      }),
  }
  expect(await isInBreachList('password', broken)).toBe(false)
  expect(await isInBreachList('password', late)).toBe(false)
  expect(await isInBreachList('password', answering(`${suffix}:1`, 503))).toBe(false)
})
