import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReceiver, type Receiver } from '../../../testing/webhook-receiver.ts'
import { readConfig } from '../../config.ts'
import type { Dns, DnsAnswer } from '../../lib/dns.ts'
import { requestPinned } from '../../lib/request-pinned.ts'
import { findCallable } from './find-callable.ts'

const never = new AbortController().signal

/** DNS that answers each look-up of an address with the next of these. */
function dnsOf(...answers: (readonly string[] | Exclude<DnsAnswer['outcome'], 'found'>)[]) {
  let asked = 0
  const none = () => Promise.resolve({ outcome: 'none' } as const)
  const dns: Dns = {
    mailServers: none,
    texts: none,
    addresses: async () => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? 'none'
      asked += 1
      return typeof answer === 'string'
        ? { outcome: answer }
        : { outcome: 'found', values: [...answer] }
    },
  }
  return { dns, asked: () => asked }
}

const find = (url: string, dns: Dns, networks = '') =>
  findCallable({ config: readConfig({ WEBHOOK_NETWORKS: networks }), dns }, new URL(url), never)

describe('a name that leads to an address that is not public is not called', () => {
  test.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '2001::1',
    '2002:a9fe:a9fe::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
  ])('%s', async (address) => {
    const found = await find('https://shop.example/', dnsOf([address]).dns)
    expect(found).toEqual({ fault: expect.stringContaining('isn’t public') })
    expect(JSON.stringify(found)).not.toContain(address)
  })
})

test('of several addresses only those that may be called are used', async () => {
  const { dns } = dnsOf(['10.0.0.1', '8.8.8.8', '::1'])
  expect(await find('https://shop.example/', dns)).toEqual({
    addresses: [{ address: '8.8.8.8', family: 4 }],
  })
})

describe('WEBHOOK_NETWORKS', () => {
  test('allows its addresses by https and by http, and nothing beside them', async () => {
    const networks = '10.20.0.0/16,fd00:20::/32'
    for (const url of ['http://crm.internal:8080/', 'https://crm.internal/']) {
      for (const address of ['10.20.3.4', 'fd00:20::7', '::ffff:10.20.3.4']) {
        const found = await find(url, dnsOf([address]).dns, networks)
        expect(found, `${url} ${address}`).toHaveProperty('addresses')
      }
      const found = await find(url, dnsOf(['10.21.3.4']).dns, networks)
      expect(found, url).toHaveProperty('fault')
    }
    expect(await find('http://shop.example/', dnsOf(['8.8.8.8']).dns, networks)).toEqual({
      fault: 'The host isn’t in WEBHOOK_NETWORKS, so it can only be called by https.',
    })
  })
})

test('says when DNS doesn’t answer and when a name doesn’t exist', async () => {
  expect(await find('https://shop.example/', dnsOf('silent').dns)).toEqual({
    fault: 'DNS didn’t answer for the host name.',
  })
  expect(await find('https://none.invalid/', dnsOf('no-name').dns)).toEqual({
    fault: 'DNS has no address for the host name.',
  })
  const stopped = AbortSignal.abort()
  const config = readConfig({})
  const hanging = { ...dnsOf().dns, addresses: () => new Promise<DnsAnswer>(() => {}) }
  const url = new URL('https://shop.example/')
  const found = await findCallable({ config, dns: hanging }, url, stopped)
  expect(found).toHaveProperty('fault')
})

describe('the connection', () => {
  let receiver: Receiver
  beforeAll(async () => {
    receiver = await openReceiver()
  })
  afterAll(() => receiver.close())

  test('goes to the checked address, whatever DNS answers the next time', async () => {
    const { dns, asked } = dnsOf(['127.0.0.1'], ['169.254.169.254'])
    const url = new URL(`http://rebinding.example:${receiver.port}/`)
    const found = await find(url.href, dns, '127.0.0.0/8')
    if ('fault' in found) throw new Error(found.fault)
    const response = await requestPinned(url, found.addresses, { headers: {}, signal: never })
    response.resume()
    expect(response.statusCode).toBe(204)
    expect(asked()).toBe(1)
    expect(receiver.received.at(-1)?.headers.host).toBe(`rebinding.example:${receiver.port}`)
  })

  test('uses no proxy of the environment', async () => {
    const before = { ...process.env }
    Object.assign(process.env, { HTTP_PROXY: 'http://127.0.0.1:1', NODE_USE_ENV_PROXY: '1' })
    try {
      const addresses = [{ address: '127.0.0.1', family: 4 }]
      const options = { headers: {}, signal: never }
      const response = await requestPinned(new URL(receiver.url), addresses, options)
      response.resume()
      expect(response.statusCode).toBe(204)
    } finally {
      process.env = before
    }
  })

  test('is refused without a certificate that a known authority signed', async () => {
    const server = createHttps((_request, response) => response.end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const url = new URL(`https://shop.example:${port}/`)
    const addresses = [{ address: '127.0.0.1', family: 4 }]
    await expect(requestPinned(url, addresses, { headers: {}, signal: never })).rejects.toThrow()
    server.close()
  })
})
