import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Answer } from '@rekey/contracts/route'
import type { showSsoConnection } from '@rekey/contracts/sso-connections'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConnection } from '../../../testing/create-connection.ts'
import { type DnsServer, openDnsServer } from '../../../testing/dns-server.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, type TestApp } from '../../../testing/test-app.ts'
import { minute } from '../../lib/clock.ts'
import { createDns } from '../../lib/dns.ts'

let service: TestApp
let dns: DnsServer
let cookies: Cookies

beforeAll(async () => {
  dns = await openDnsServer({})
  service = await createTestApp({}, { dns: createDns({ servers: [dns.address] }) })
  cookies = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => {
  await dns.close()
  await service.close()
})

async function call(method: 'POST' | 'DELETE', path: string, body?: object) {
  const answer = await service.send(method, `/sso-connections/${path}`, body, cookies)
  return { ...answer, shown: answer.body as unknown as Answer<typeof showSsoConnection> }
}
const claim = (id: string, domain: string) => call('POST', `${id}/domains`, { domain })
const prove = (id: string, domain: string) =>
  call('POST', `${id}/domains/${encodeURIComponent(domain)}/prove`)
const release = (id: string, domain: string) => call('DELETE', `${id}/domains/${domain}`)

/** Claimed, with the record that the answer asks for. */
async function claimWithRecord(domain: string) {
  const { id } = await createConnection(service.deps, { enabled: false })
  const [claimed] = (await claim(id, domain)).shown.domains
  dns.set(claimed?.txtName ?? '', { TXT: ['v=spf1 -all', claimed?.txtValue ?? ''] })
  return { id, domain: claimed?.domain ?? '' }
}

describe('a claim', () => {
  test('says which record DNS must hold, the same one when it is made again', async () => {
    const { id } = await createConnection(service.deps)
    const { shown } = await claim(id, ' Claimed.Example ')
    expect(shown.domains).toEqual([
      {
        domain: 'claimed.example',
        provedAt: null,
        txtName: '_rekey.claimed.example',
        txtValue: expect.stringMatching(/^rekey-domain=[\w-]{22}$/),
      },
    ])
    expect((await claim(id, 'claimed.example')).shown.domains).toEqual(shown.domains)
  })

  test('is kept in the ASCII form of what people type', async () => {
    const { id } = await createConnection(service.deps)
    expect((await claim(id, 'Bücher.example')).shown.domains[0]?.domain).toBe(
      'xn--bcher-kva.example',
    )
  })

  test.each(['localhost', '10.0.0.1', 'a@b.example', 'a.example/x', 'a..example', '-a.example'])(
    '%s is no domain',
    async (domain) => {
      const { id } = await createConnection(service.deps)
      expect((await claim(id, domain)).body).toMatchObject({
        code: 'bad-request',
        errors: [{ pointer: '/domain' }],
      })
    },
  )
})

describe('a domain', () => {
  test('is proved by its TXT record, once', async () => {
    const { id, domain } = await claimWithRecord('bücher.example')
    const proved = await prove(id, 'bücher.example')
    expect(proved.shown.domains).toMatchObject([
      { domain, provedAt: service.clock.now().toISOString() },
    ])
    const asked = dns.asked.length
    expect((await prove(id, domain)).shown).toEqual(proved.shown)
    expect(dns.asked).toHaveLength(asked)
  })

  test('is not proved by another record, and the answer says what was found', async () => {
    const { id, domain } = await claimWithRecord('other.example')
    dns.set('_rekey.other.example', {
      TXT: ['rekey-domain=wrong', `long ${'x'.repeat(600)}`],
    })
    const { body } = await prove(id, domain)
    expect(body).toMatchObject({ code: 'conflict' })
    expect(body.detail).toMatch(/^No TXT record of _rekey\.other\.example contains rekey-domain=/)
    expect(body.detail).toContain('We found: "rekey-domain=wrong", "long xx')
    expect(body.detail?.length).toBeLessThan(400)
  })

  test.each([['none' as const], [{}]])('without a record (%j) is not proved', async (answer) => {
    const { id, domain } = await claimWithRecord(`n${typeof answer}.example`)
    dns.set(`_rekey.${domain}`, answer)
    expect((await prove(id, domain)).body.detail).toContain('Nothing was found.')
  })

  test('is not proved by a record whose name has the domain twice, and the answer says so', async () => {
    const { id, domain } = await claimWithRecord('twice.example')
    const { domains } = (await claim(id, domain)).shown
    dns.set(`_rekey.${domain}`, 'none')
    dns.set(`_rekey.${domain}.${domain}`, { TXT: [domains[0]?.txtValue ?? ''] })
    const { body } = await prove(id, domain)
    expect(body).toMatchObject({ code: 'conflict' })
    expect(body.detail).toBe(
      'The record is at _rekey.twice.example.twice.example. Your DNS provider adds the domain itself, so enter only _rekey as its name.',
    )
  })

  test('is not proved by a DNS server that gives no answer', async () => {
    const { id, domain } = await claimWithRecord('failing.example')
    dns.set(`_rekey.${domain}`, 'failing')
    expect((await prove(id, domain)).body).toMatchObject({
      code: 'conflict',
      detail: "DNS didn't answer for _rekey.failing.example. Try again in a few minutes.",
    })
  })

  test('belongs to one connection, also when four prove it at once', async () => {
    const ids: string[] = []
    const values: string[] = []
    for (let n = 0; n < 4; n += 1) {
      const { id } = await createConnection(service.deps)
      ids.push(id)
      values.push((await claim(id, 'shared.example')).shown.domains[0]?.txtValue ?? '')
    }
    dns.set('_rekey.shared.example', { TXT: values })
    const answers = await Promise.all(ids.map((id) => prove(id, 'shared.example')))
    const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other)
    expect(statuses).toEqual([200, 409, 409, 409])
    const owner = ids[answers.findIndex(({ status }) => status === 200)] ?? ''
    const next = ids.find((id) => id !== owner) ?? ''
    expect((await release(owner, 'shared.example')).shown.domains).toEqual([])
    expect((await prove(next, 'shared.example')).status).toBe(200)
  })

  test('that nobody claimed is neither proved nor released', async () => {
    const { id } = await createConnection(service.deps)
    expect((await prove(id, 'unclaimed.example')).status).toBe(404)
    expect((await release(id, 'unclaimed.example')).status).toBe(404)
    expect(dns.asked).not.toContain('_rekey.unclaimed.example')
  })

  test('is claimed, proved and released in the audit log', async () => {
    const { id, domain } = await claimWithRecord('audited.example')
    await prove(id, domain)
    await release(id, domain)
    const events = await service.deps.db.auditEvent.findMany({
      where: { details: { path: ['connectionId'], equals: id } },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action }) => action)).toEqual([
      'sso-domain.claimed',
      'sso-domain.proved',
      'sso-domain.released',
    ])
    for (const { details } of events) expect(details).toMatchObject({ domain })
  })

  test('can only be proved and released after a recent sign-in', async () => {
    const { id, domain } = await claimWithRecord('stale.example')
    service.clock.advance(11 * minute)
    expect((await prove(id, domain)).body.code).toBe('recent-sign-in-required')
    expect((await release(id, domain)).body.code).toBe('recent-sign-in-required')
    expect(dns.asked).not.toContain(`_rekey.${domain}`)
  })
})
