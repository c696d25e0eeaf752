import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Answer } from '@rekey/contracts/route'
import type { listSsoConnections, showSsoConnection } from '@rekey/contracts/sso-connections'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCertificate } from '../../../testing/create-certificate.ts'
import { createConnection, linkUser } from '../../../testing/create-connection.ts'
import { signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { minute } from '../../lib/clock.ts'

type Shown = Answer<typeof showSsoConnection>

let service: TestApp
let cookies: Cookies

beforeAll(async () => {
  service = await createTestApp()
  cookies = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => service.close())

async function call(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path = '',
  body?: object,
  by = cookies,
) {
  const answer = await service.send(method, `/sso-connections${path}`, body, by)
  return { ...answer, shown: answer.body as unknown as Shown }
}

const secret = 'planted-client-secret-7391'
const oidc = {
  name: 'Okta',
  protocol: 'oidc',
  issuer: 'https://northwind.okta.example',
  clientId: 'rekey',
  clientSecret: secret,
}
const saml = (certificates = [createCertificate()]) => ({
  name: 'Entra',
  protocol: 'saml',
  issuer: 'urn:entra',
  signInUrl: 'https://login.example/saml',
  certificates,
})
const pointers = ({ body }: { body: { errors?: { pointer: string }[] | undefined } }) =>
  body.errors?.map(({ pointer }) => pointer)

describe('a connection', () => {
  test('begins switched off, and says what the provider must be told of us', async () => {
    const { status, shown } = await call('POST', '', { ...oidc, name: ' Okta ' })
    expect(status).toBe(201)
    const base = `http://localhost:3000/api/v1/sso/${shown.id}`
    expect(shown).toMatchObject({
      name: 'Okta',
      protocol: 'oidc',
      enabled: false,
      hasClientSecret: true,
      userCount: 0,
      issuer: oidc.issuer,
      clientId: 'rekey',
      domains: [],
      certificates: [],
      signsWhole: null,
      encryptionCertificates: [],
      lastTest: null,
      addressAddedAt: null,
      endpoints: { start: `${base}/start`, callback: `${base}/callback`, acs: `${base}/acs` },
    })
    expect((await call('GET', `/${shown.id}`)).shown).toEqual(shown)
    const renamed = await call('PATCH', `/${shown.id}`, { name: 'Okta (new)', resetUrl: null })
    expect(renamed.shown).toEqual({ ...shown, name: 'Okta (new)' })
    expect((await call('DELETE', `/${shown.id}`)).status).toBe(204)
    expect((await call('GET', `/${shown.id}`)).status).toBe(404)
  })

  test('has a name of its own, also when eight are added at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', '', { ...oidc, name: 'Twin' })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    const refused = answers.filter(({ body }) => body.code === 'conflict')
    expect(refused.map(pointers)).toEqual(Array.from({ length: 7 }, () => ['/name']))
    const other = await call('POST', '', { ...oidc, name: 'Other' })
    expect((await call('PATCH', `/${other.shown.id}`, { name: 'Twin' })).status).toBe(409)
  })

  test('needs the permission sso.write', async () => {
    const other = await signInWith(service, ['settings.write', 'users.write', 'console.access'])
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '', oidc],
    ] as const) {
      expect((await call(method, path, body, other.cookies)).body.code).toBe('not-permitted')
    }
  })

  test('comes by name, forth and back', async () => {
    const page = async (query: Record<string, string>) =>
      (await call('GET', `?${new URLSearchParams(query).toString()}`)).body as unknown as Answer<
        typeof listSsoConnections
      >
    const all = await page({})
    const first = await page({ limit: '1' })
    const second = await page({ limit: '1', cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 2))
    expect((await page({ limit: '1', cursor: second.prevCursor ?? '' })).items).toEqual(first.items)
    expect((await call('GET', '?cursor=x')).status).toBe(400)
  })
})

describe('fields of a protocol', () => {
  test.each([
    [{ clientId: undefined }, ['/clientId']],
    [{ issuer: 'http://northwind.okta.example' }, ['/issuer']],
    [{ issuer: 'https://okta.example/?tenant=1' }, ['/issuer']],
    [{ issuer: 'javascript:alert(1)' }, ['/issuer']],
    [
      { signInUrl: 'https://x.example', certificates: ['x'] },
      ['/signInUrl', '/certificates', '/certificates/0'],
    ],
    [{ resetUrl: 'http://x.example' }, ['/resetUrl']],
    [{ resetUrl: 'https://x.example\n/y' }, ['/resetUrl']],
  ])('OpenID Connect with %j is refused by name', async (given, faults) => {
    const answer = await call('POST', '', { ...oidc, ...given, name: 'Faulty' })
    expect({ status: answer.status, faults: pointers(answer) }).toEqual({ status: 400, faults })
  })

  test('an issuer on this machine may speak http', async () => {
    const answer = await call('POST', '', {
      ...oidc,
      name: 'Local',
      issuer: 'http://localhost:9000',
    })
    expect(answer.status).toBe(201)
  })

  test.each([
    [{ signInUrl: undefined, certificates: undefined }, ['/signInUrl', '/certificates']],
    [{ signInUrl: 'http://login.example' }, ['/signInUrl']],
    [{ clientId: 'x', clientSecret: 'x' }, ['/clientId', '/clientSecret']],
    [{ issuer: ' ' }, ['/issuer']],
    [{ certificates: [] }, ['/certificates']],
  ])('SAML with %j is refused by name', async (given, faults) => {
    const answer = await call('POST', '', { ...saml(), ...given, name: 'Faulty' })
    expect({ status: answer.status, faults: pointers(answer) }).toEqual({ status: 400, faults })
  })

  test('foreign ones are refused of a change as well, and nothing changes', async () => {
    const { shown } = await call('POST', '', { ...saml(), name: 'Steady' })
    const answer = await call('PATCH', `/${shown.id}`, { name: 'Moved', clientId: 'x' })
    expect(pointers(answer)).toEqual(['/clientId'])
    expect((await call('GET', `/${shown.id}`)).shown).toEqual(shown)
  })
})

describe('who changes a connection', () => {
  const prepare = async () => {
    const connection = await createConnection(service.deps, { domains: [] })
    const own = await signInWith(service, ['sso.write'])
    return { path: `/${connection.id}`, connection, own }
  }

  test('must have every permission of its users, since they could sign in as them', async () => {
    const { path, connection, own } = await prepare()
    const user = await createUser(service.deps, { password: null, kind: 'member' })
    await linkUser(service.deps, connection, user.id)
    expect((await call('PATCH', path, { name: 'Fine' }, own.cookies)).status).toBe(200)
    const boss = await createUser(service.deps, {
      password: null,
      roleId: builtInRoles.communityManager,
      status: 'deactivated',
    })
    await linkUser(service.deps, connection, boss.id)
    const refused = [
      await call('PATCH', path, { name: 'Mine' }, own.cookies),
      await call('POST', `${path}/domains`, { domain: 'mine.example' }, own.cookies),
      await call('POST', `${path}/domains/mine.example/prove`, undefined, own.cookies),
      await call('DELETE', `${path}/domains/mine.example`, undefined, own.cookies),
      await call('DELETE', path, undefined, own.cookies),
    ]
    expect(refused.map(({ body }) => body.code)).toEqual(refused.map(() => 'not-permitted'))
    expect((await call('PATCH', path, { name: 'By an administrator' })).status).toBe(200)
  })

  test('has signed in lately, where it decides who gets in', async () => {
    const { path, own } = await prepare()
    service.clock.advance(11 * minute)
    const change = async (body: object) => (await call('PATCH', path, body, own.cookies)).body.code
    for (const body of [
      { issuer: 'https://other.example' },
      { clientId: 'other' },
      { clientSecret: 'other' },
      { enabled: false },
    ]) {
      expect(await change(body), JSON.stringify(body)).toBe('recent-sign-in-required')
    }
    expect(await change({ name: 'Stale', resetUrl: 'https://x.example' })).toBeUndefined()
    const remove = await call('DELETE', path, undefined, own.cookies)
    expect(remove.body.code).toBe('recent-sign-in-required')
    cookies = await signInAs(service, (await administrator()).id)
  })
})

const administrator = () =>
  service.deps.db.user.findFirstOrThrow({ where: { roleId: builtInRoles.administrator } })

describe('users of a connection', () => {
  test('keep it from being deleted and from getting another issuer', async () => {
    const connection = await createConnection(service.deps)
    const user = await createUser(service.deps, { password: null })
    await linkUser(service.deps, connection, user.id)
    const path = `/${connection.id}`
    expect((await call('GET', path)).shown.userCount).toBe(1)
    expect((await call('DELETE', path)).body.code).toBe('conflict')
    expect((await call('PATCH', path, { issuer: 'https://x.example' })).body.code).toBe('conflict')
    await service.deps.db.ssoIdentity.deleteMany({ where: { userId: user.id } })
    expect((await call('PATCH', path, { issuer: 'https://x.example' })).status).toBe(200)
    expect((await call('DELETE', path)).status).toBe(204)
  })

  test('a kept secret never goes to another issuer', async () => {
    const { shown } = await call('POST', '', { ...oidc, name: 'Moving' })
    const issuer = 'https://elsewhere.example'
    expect(pointers(await call('PATCH', `/${shown.id}`, { issuer }))).toEqual(['/clientSecret'])
    const both = await call('PATCH', `/${shown.id}`, { issuer, clientSecret: 'another' })
    expect(both.shown).toMatchObject({ issuer, hasClientSecret: true })
  })

  test('a certificate that is over stays while the next one is added, and is removed after it', async () => {
    const validUntil = new Date(service.clock.now().getTime() - 1)
    const [over, next] = [createCertificate({ validUntil }), createCertificate()]
    const connection = { protocol: 'saml' as const, certificates: [over] }
    const path = `/${(await createConnection(service.deps, connection)).id}`
    expect((await call('PATCH', path, { name: 'Over' })).status).toBe(200)
    const both = await call('PATCH', path, { certificates: [over, next] })
    expect(both.shown.certificates.map(({ pem }) => pem)).toEqual([over, next])
    expect((await call('PATCH', path, { certificates: [next] })).status).toBe(200)
    const back = await call('PATCH', path, { certificates: [next, over] })
    expect(pointers(back)).toEqual(['/certificates/1'])
  })

  test('a test is forgotten when what was tested changes, and not for a new name', async () => {
    const { id } = await createConnection(service.deps)
    const at = service.clock.now().toISOString()
    const untold = { reason: null, code: null, nextStep: null, compared: [], claims: [] }
    const lastTest = { at, ok: true, detail: 'Fine.', ...untold }
    await service.deps.db.ssoConnection.update({ where: { id }, data: { lastTest } })
    expect((await call('PATCH', `/${id}`, { name: 'Tested' })).shown.lastTest).toEqual(lastTest)
    expect((await call('PATCH', `/${id}`, { clientId: 'new' })).shown.lastTest).toBeNull()
  })
})

test('no secret is anywhere: not in an answer, the log, the audit log, or plain in the table', async () => {
  const { shown, ...created } = await call('POST', '', { ...oidc, name: 'Discreet' })
  const other = 'planted-second-secret-1846'
  const changed = await call('PATCH', `/${shown.id}`, { clientSecret: other })
  await call('PATCH', `/${shown.id}`, { clientSecret: secret, name: ' ' })
  const places = {
    answers: [created, changed, await call('GET'), await call('GET', `/${shown.id}`)],
    log: service.logged,
    audit: await service.deps.db.auditEvent.findMany({
      select: { action: true, details: true, personal: { select: { fields: true } } },
      where: { details: { path: ['connectionId'], equals: shown.id } },
    }),
    table: await service.deps.db.ssoConnection.findMany(),
  }
  expect(places.audit.map(({ action }) => action)).toEqual([
    'sso-connection.created',
    'sso-connection.changed',
  ])
  expect(places.audit[1]?.details).toEqual({
    connectionId: shown.id,
    name: 'Discreet',
    before: {},
    after: {},
    clientSecret: 'replaced',
  })
  for (const [place, kept] of Object.entries(places)) {
    const text = JSON.stringify(kept)
    expect(text.length, place).toBeGreaterThan(100)
    for (const planted of [secret, other]) expect(text.includes(planted), place).toBe(false)
  }
  const row = await service.deps.db.ssoConnection.findUniqueOrThrow({ where: { id: shown.id } })
  expect(service.deps.keys.unseal('client-secret', row.clientSecret ?? '')).toBe(other)
})

test('a change is written down with what was before; certificates by their fingerprints', async () => {
  const [old, next] = [createCertificate(), createCertificate({ name: 'next' })]
  const { shown } = await call('POST', '', { ...saml([old]), name: 'Rolling' })
  const { shown: after } = await call('PATCH', `/${shown.id}`, { certificates: [old, next] })
  await call('PATCH', `/${shown.id}`, { certificates: [old, next] })
  const events = await service.deps.db.auditEvent.findMany({
    where: {
      action: 'sso-connection.changed',
      details: { path: ['connectionId'], equals: shown.id },
    },
  })
  const prints = after.certificates.map(({ fingerprint }) => fingerprint)
  expect(events.map(({ details }) => details)).toEqual([
    {
      connectionId: shown.id,
      name: 'Rolling',
      before: { certificates: prints.slice(0, 1) },
      after: { certificates: prints },
    },
  ])
})
