import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DnsServer, openDnsServer } from '../../../testing/dns-server.ts'
import { createDns, type Dns } from '../../lib/dns.ts'
import { checkSenderDomain } from './check-sender-domain.ts'

let server: DnsServer
let dns: Dns

beforeAll(async () => {
  server = await openDnsServer({
    'mail.northwind.example': {
      MX: [[10, 'mx.northwind.example']],
      TXT: ['something else', 'v=spf1 mx -all'],
    },
    '_domainkey.mail.northwind.example': {},
    '_dmarc.northwind.example': { TXT: ['v=DMARC1; p=reject'] },
    'bare.example': {},
  })
  dns = createDns({ servers: [server.address] })
})
afterAll(() => server.close())

const examine = (domain: string, by = dns) =>
  checkSenderDomain(
    { mailTransport: 'smtp', mailFrom: { name: 'Rekey', address: `no-reply@${domain}` } },
    by,
  )

test('the records of the sender’s domain are shown, and DMARC of the domain above counts', async () => {
  expect(await examine('mail.northwind.example')).toMatchObject([
    { name: 'MX', outcome: 'ok', detail: 'mail.northwind.example: mx.northwind.example' },
    { name: 'SPF', outcome: 'ok', detail: 'mail.northwind.example: v=spf1 mx -all' },
    { name: 'DKIM', outcome: 'ok' },
    { name: 'DMARC', outcome: 'ok', detail: 'mail.northwind.example: v=DMARC1; p=reject' },
  ])
})

test('each missing record is a warning', async () => {
  const found = await examine('bare.example')
  expect(found.map(({ outcome }) => outcome)).toEqual(Array(4).fill('warning'))
})

test('a sender at localhost is one warning, which names the setting', async () => {
  expect(await examine('localhost')).toMatchObject([
    { outcome: 'warning', detail: expect.stringContaining('no-reply@localhost') },
  ])
})

test('if DNS doesn’t answer, nothing is known and nothing is a problem', async () => {
  const silent = await openDnsServer(null)
  const found = await examine(
    'bare.example',
    createDns({ servers: [silent.address], patience: 100 }),
  )
  expect(found.map(({ outcome }) => outcome)).toEqual(Array(4).fill('unknown'))
  await silent.close()
})

test('mails that stay on this machine need no look-up', async () => {
  const mailFrom = { name: 'Rekey', address: 'no-reply@localhost' }
  expect(await checkSenderDomain({ mailTransport: 'mailbox', mailFrom }, dns)).toMatchObject([
    { outcome: 'ok' },
  ])
})
