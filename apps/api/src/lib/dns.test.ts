import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DnsServer, openDnsServer } from '../../testing/dns-server.ts'
import { createDns, type Dns } from './dns.ts'

let server: DnsServer
let dns: Dns

beforeAll(async () => {
  server = await openDnsServer({
    'northwind.example': {
      MX: [
        [20, 'second.northwind.example'],
        [10, 'first.northwind.example'],
      ],
      TXT: ['v=spf1 -all', 'x'.repeat(300)],
      A: ['192.0.2.1'],
    },
    'xn--bcher-kva.example': { A: ['192.0.2.2'] },
    'no-mail.example': { MX: [[0, '.']] },
  })
  dns = createDns({ servers: [server.address] })
})
afterAll(() => server.close())

test('mail servers come in the order of preference', async () => {
  expect(await dns.mailServers('northwind.example')).toEqual({
    outcome: 'found',
    values: ['first.northwind.example', 'second.northwind.example'],
  })
})

test('a null MX is a single empty name', async () => {
  expect(await dns.mailServers('no-mail.example')).toEqual({ outcome: 'found', values: [''] })
})

test('a text is joined, however it was split', async () => {
  expect(await dns.texts('northwind.example')).toEqual({
    outcome: 'found',
    values: ['v=spf1 -all', 'x'.repeat(300)],
  })
})

test('a name in any script is looked up', async () => {
  expect(await dns.addresses('bücher.example')).toEqual({
    outcome: 'found',
    values: ['192.0.2.2'],
  })
})

test('a name without such records is distinguished from a name that does not exist', async () => {
  expect(await dns.mailServers('bücher.example')).toEqual({ outcome: 'none' })
  expect(await dns.mailServers('nowhere.example')).toEqual({ outcome: 'no-name' })
  expect(await dns.texts(`${'long'.repeat(20)}.example`)).toEqual({ outcome: 'no-name' })
  expect(await dns.texts('a b')).toEqual({ outcome: 'no-name' })
})

test('a server that does not answer is abandoned after the allowed time', async () => {
  const silent = await openDnsServer(null)
  const servers = [silent.address, silent.address]
  const ask = (patience: number) => createDns({ servers, patience }).addresses('northwind.example')
  const [short, long] = [ask(200), ask(2_000)]
  expect(await Promise.race([short, long])).toBe(await short)
  expect(await short).toEqual({ outcome: 'silent' })
  expect(silent.asked).toContain('northwind.example')
  await silent.close()
})
