import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createCertificate } from '../../testing/create-certificate.ts'
import { createConnection } from '../../testing/create-connection.ts'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { day, later } from '../lib/clock.ts'
import { openDatabase } from '../lib/database.ts'
import { createKeyring, type ServerKey } from '../lib/keyring.ts'
import { resealClientSecrets } from '../models/client-secrets.ts'
import {
  findDecryptionKeys,
  keepDecryptionKey,
  resealDecryptionKeys,
} from '../models/decryption-keys.ts'
import { checkKeys } from './doctor/check-keys.ts'
import { checkSso } from './doctor/check-sso.ts'
import { proveSsoDomain } from './prove-sso-domain.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())
beforeEach(() => deps.db.$executeRaw`TRUNCATE sso_connections CASCADE`)

const old: ServerKey = { id: 'test', secret: Buffer.alloc(32, 7) }
const next: ServerKey = { id: 'next', secret: Buffer.alloc(32, 8) }

describe('sso prove-domain', () => {
  const domainsOf = (connectionId: string) =>
    deps.db.ssoDomain.findMany({
      where: { connectionId },
      select: { domain: true, provedAt: true },
    })

  it('makes a domain the connection’s, by its name or id, and writes it down once', async () => {
    const { id } = await createConnection(deps, { name: 'Okta' })
    const proved = await proveSsoDomain(deps, 'Okta', 'Bücher.example')
    expect(proved).toEqual({ name: 'Okta', domain: 'xn--bcher-kva.example' })
    await proveSsoDomain(deps, id, 'bücher.example')
    expect(await domainsOf(id)).toEqual([{ domain: proved.domain, provedAt: deps.clock.now() }])
    const events = await deps.db.auditEvent.findMany({ where: { action: 'sso-domain.proved' } })
    expect(events.map(({ actorId, details }) => ({ actorId, details }))).toEqual([
      {
        actorId: null,
        details: { by: 'cli', connectionId: id, ...proved, required: 0, released: 0 },
      },
    ])
  })

  it('says in a sentence what is not there, and what belongs to another', async () => {
    await createConnection(deps, { name: 'First', domains: ['taken.example'] })
    const { id } = await createConnection(deps, { name: 'Second' })
    const prove = (connection: string, domain: string) => proveSsoDomain(deps, connection, domain)
    await expect(prove('Third', 'a.example')).rejects.toThrow('There is no connection Third.')
    await expect(prove('Second', 'taken.example')).rejects.toThrow('Another connection has')
    await expect(prove('Second', 'nonsense')).rejects.toThrow("nonsense isn't a domain name")
    expect(await domainsOf(id)).toEqual([])
  })
})

/** Findings with the keys that an operator set. */
async function examine(keys: [ServerKey, ...ServerKey[]], now = deps.clock.now()) {
  const database = openDatabase(deps.databaseUrl, { connections: 1 })
  try {
    const config = { ...deps.config, secretKeys: keys }
    return {
      keys: (await checkKeys(config, database.pool)).map(({ detail }) => detail),
      sso: (await checkSso(config, database.pool, now)).map(
        ({ outcome, detail }) => `${outcome}: ${detail}`,
      ),
    }
  } finally {
    await database.close()
  }
}

describe('keys reseal', () => {
  it('seals every client secret with the key that signs, and names what it can’t read', async () => {
    const { id } = await createConnection(deps, { clientSecret: 'kept' })
    await createConnection(deps, { name: 'Public' })
    const lost = createKeyring([{ id: 'lost', secret: Buffer.alloc(32, 9) }])
    await createConnection({ ...deps, keys: lost }, { name: 'Lost', clientSecret: 'gone' })
    const keys = createKeyring([next, old])
    expect(await resealClientSecrets(deps.db, keys)).toEqual({ resealed: 1, unreadable: ['Lost'] })
    expect(await resealClientSecrets(deps.db, keys)).toEqual({ resealed: 0, unreadable: ['Lost'] })
    const row = await deps.db.ssoConnection.findUniqueOrThrow({ where: { id } })
    expect(row.clientSecret?.startsWith('next:')).toBe(true)
    expect(createKeyring([next]).unseal('client-secret', row.clientSecret ?? '')).toBe('kept')
  })
})

describe('keys reseal, of decryption keys', () => {
  it('seals them with the key that signs, and doctor counts them', async () => {
    const { id } = await createConnection(deps, { protocol: 'saml', enabled: false })
    const lost = createKeyring([{ id: 'lost', secret: Buffer.alloc(32, 9) }])
    const other = await createConnection(deps, { name: 'Lost', protocol: 'saml' })
    const key = { certificate: createCertificate(), privateKey: 'planted' }
    const at = deps.clock.now()
    await deps.db.$transaction(async (tx) => {
      await keepDecryptionKey(tx, deps.keys, id, key, at)
      await keepDecryptionKey(tx, lost, other.id, key, at)
    })
    const counted = async () => (await examine([next, old])).keys
    expect(await counted()).toContain('test verifies; rows that use it: decryption keys 1')
    const keys = createKeyring([next, old])
    expect(await resealDecryptionKeys(deps.db, keys)).toEqual({ resealed: 1, unreadable: ['Lost'] })
    expect(await resealDecryptionKeys(deps.db, keys)).toEqual({ resealed: 0, unreadable: ['Lost'] })
    expect(await findDecryptionKeys(deps.db, createKeyring([next]), id)).toEqual(['planted'])
    expect(await counted()).toContain('next signs; rows that use it: decryption keys 1')
  })
})

describe('doctor', () => {
  it('counts what each key has sealed, and says which secret can’t be read', async () => {
    await createConnection(deps, { name: 'Okta', clientSecret: 'kept', enabled: false })
    const healthy = await examine([next, old])
    expect(healthy.keys).toContain('test verifies; rows that use it: client secrets 1')
    expect(healthy.sso).toEqual(['ok: Okta is off'])
    const ill = await examine([next])
    expect(ill.keys.at(-1)).toBe(
      "test is missing; rows that can't be verified without it: client secrets 1",
    )
    expect(ill.sso).toContain(
      "problem: Okta: its client secret can't be read: its key test is missing. Enter it again",
    )
    const altered = await examine([{ ...old, secret: Buffer.alloc(32, 1) }])
    expect(altered.sso[0]).toContain('it was altered')
  })

  it('asks the issuer of each connection that is on', async () => {
    const issuer = await serveIssuer()
    await createConnection(deps, { name: 'A', issuer })
    await createConnection(deps, { name: 'B', issuer: `${issuer}/other` })
    await createConnection(deps, { name: 'C', issuer: 'http://127.0.0.1:1' })
    await createConnection(deps, { name: 'D', issuer: 'http://127.0.0.1:1', enabled: false })
    await createConnection(deps, { name: 'E', issuer: `${issuer}/` })
    const document = `${issuer}/other/.well-known/openid-configuration`
    await createConnection(deps, { name: 'F', issuer: document })
    const { sso } = await examine([old])
    expect(sso).toEqual([
      `ok: A: ${issuer} answers`,
      `problem: B: ${issuer}/other/.well-known/openid-configuration names another issuer: "${issuer}"`,
      expect.stringMatching(/^problem: C: .* does not answer/),
      'ok: D is off',
      `ok: E: ${issuer}/ answers`,
      `ok: F: ${document} answers`,
    ])
  })

  it('warns thirty days before the last certificate of a provider is over', async () => {
    const now = deps.clock.now()
    const lasting = (days: number) => createCertificate({ validUntil: later(now, days * day) })
    const add = (name: string, ...days: number[]) =>
      createConnection(deps, { name, protocol: 'saml', certificates: days.map(lasting) })
    await add('A', 40)
    await add('B', 20)
    await add('C', 20, 400)
    await add('D', -1)
    const { sso } = await examine([old])
    expect(sso.map((line) => line.split(':')[0])).toEqual(['ok', 'warning', 'ok', 'problem'])
    expect(sso[1]).toContain(
      `good until ${later(now, 20 * day)
        .toISOString()
        .slice(0, 10)}`,
    )
  })
})

/** What is asked of an OpenID Connect provider: its discovery document. */
async function serveIssuer(): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ issuer }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(() => void server.close())
  return issuer
}
