import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fetchPublic } from './fetch-public.ts'
import { isPublicAddress } from './public-address.ts'

describe('an address is public', () => {
  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])('%s', (ip) => {
    expect(isPublicAddress(ip)).toBe(true)
  })
})

const notPublic = [
  '127.0.0.1',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  '64:ff9b:1::1',
  'fe80::1',
  'fd00:ec2::254',
  '2002:a00:1::1',
  '2001:db8::1',
  'ff02::1',
  'nonsense',
]

describe('an address is not public', () => {
  test.each(notPublic)('%s', (ip) => {
    expect(isPublicAddress(ip)).toBe(false)
  })
})

const server = createServer((request, response) => {
  if (request.url === '/moved') response.writeHead(302, { location: '/' }).end()
  else if (request.url === '/gone') response.writeHead(404).end()
  else response.end(request.url === '/large' ? 'x'.repeat(1_001) : 'x'.repeat(1_000))
})
let port: number
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const options = { maximumBytes: 1_000, allowsLocal: true }
const fetchAt = (path: string) => fetchPublic(`http://127.0.0.1:${port}${path}`, options)

test('a page is read up to its limit, and no redirect is followed', async () => {
  expect(await fetchAt('/')).toEqual({ body: Buffer.alloc(1_000, 'x') })
  expect(await fetchAt('/large')).toEqual({ fault: 'too-large' })
  expect(await fetchAt('/moved')).toEqual({ fault: 'moved' })
  expect(await fetchAt('/gone')).toEqual({ fault: 'refused', status: 404 })
  expect(await fetchPublic('http://127.0.0.1:1/', options)).toEqual({ fault: 'unreachable' })
})

test('this machine is read from only where that is allowed', async () => {
  const url = `http://127.0.0.1:${port}/`
  expect(await fetchPublic(url, { ...options, allowsLocal: false })).toEqual({
    fault: 'not-public',
  })
  for (const typed of ['2130706433', '0x7f.1', '127.1', '[::ffff:127.0.0.1]']) {
    const spelt = `https://${typed}:${port}/`
    const answer = await fetchPublic(spelt, { ...options, allowsLocal: false })
    expect(answer, typed).toEqual({ fault: 'not-public' })
  }
})

test('a name with one address that is not public is refused', async () => {
  for (const address of ['10.0.0.1', '169.254.169.254', '::ffff:10.0.0.1', '64:ff9b::a00:1']) {
    const resolve = () =>
      Promise.resolve([
        { address: '8.8.8.8', family: 4 },
        { address, family: address.includes(':') ? 6 : 4 },
      ])
    const answer = await fetchPublic('https://idp.example/', { ...options, resolve })
    expect(answer, address).toEqual({ fault: 'not-public' })
  }
})

test('the address that was checked is the one that is connected to', async () => {
  let asked = 0
  const resolve = () => {
    asked += 1
    return Promise.resolve([{ address: '127.0.0.1', family: 4 }])
  }
  const url = `http://idp.example:${port}/`
  expect(await fetchPublic(url, { ...options, resolve })).toMatchObject({ body: expect.anything() })
  expect(asked).toBe(1)
  const none = () => Promise.reject(new Error('ENOTFOUND'))
  expect(await fetchPublic(url, { ...options, resolve: none })).toEqual({ fault: 'unreachable' })
})
