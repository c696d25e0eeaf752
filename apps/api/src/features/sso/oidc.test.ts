import { randomUUID } from 'node:crypto'
import { type CryptoKey, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConnection } from '../../../testing/create-connection.ts'
import {
  type ForgingProvider,
  openForgingProvider,
} from '../../../testing/forging-oidc-provider.ts'
import { findFreePort } from '../../../testing/free-port.ts'
import { lastRefusal } from '../../../testing/last-refusal.ts'
import { type OidcProvider, openOidcProvider } from '../../../testing/oidc-provider.ts'
import { signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { signInAtProvider, ssoBrowser } from '../../../testing/sso-browser.ts'
import { type Cookies, createTestApp, type TestApp } from '../../../testing/test-app.ts'
import { minute } from '../../lib/clock.ts'
import { readBegunFlows } from './flow-cookie.ts'

const domain = 'northwind.example'

let service: TestApp
let browser: ReturnType<typeof ssoBrowser>
const providers: OidcProvider[] = []
let forger: ForgingProvider
/** Of connections with a real provider, by how it behaves. */
const ids: Record<string, string> = {}
let forged: string

beforeAll(async () => {
  service = await createTestApp()
  browser = ssoBrowser(service)
  const kinds = {
    plain: {},
    whole: { isWholeIdToken: true },
    unverified: { isVerified: false },
    posted: { secretIn: 'client_secret_post' as const },
  }
  for (const [kind, how] of Object.entries(kinds)) {
    const port = await findFreePort()
    const id = await addConnection(`http://127.0.0.1:${port}`)
    const redirectUris = [`http://localhost:3000/api/v1/sso/${id}/callback`]
    const provider = await openOidcProvider({ port, redirectUris, ...how })
    await setSecret(id, provider.clientSecret)
    providers.push(provider)
    ids[kind] = id
  }
  forger = await openForgingProvider()
  forged = await addConnection(forger.issuer)
})
afterAll(async () => {
  await service.close()
  await Promise.all(providers.map((provider) => provider.close()))
  await forger.close()
})

/** One connection alone owns a domain. */
const addConnection = async (issuer: string) => {
  const domains = [`${randomUUID().slice(0, 8)}.${domain}`]
  return (await createConnection(service.deps, { issuer, domains, clientSecret: 'x'.repeat(32) }))
    .id
}

async function setSecret(id: string, secret: string) {
  const clientSecret = service.deps.keys.seal('client-secret', secret)
  await service.deps.db.ssoConnection.update({ where: { id }, data: { clientSecret } })
}

async function addressAt(connectionId: string) {
  const owned = await service.deps.db.ssoDomain.findFirstOrThrow({ where: { connectionId } })
  return `${randomUUID().slice(0, 8)}@${owned.domain}`
}

const idOf = (kind: string) => ids[kind] ?? ''

/** There and back, at a real provider. */
async function come(kind: string, query: Record<string, string> = {}, cookies: Cookies = {}) {
  const id = idOf(kind)
  const email = await addressAt(id)
  const started = await browser.start(id, query, cookies)
  const fields = { act: 'sign-in', email, name: 'Jane Doe' }
  const back = await signInAtProvider(started.location, fields)
  return { ...(await browser.callback(back, started.cookies)), back, email, started }
}

const findUser = (username: string) => service.deps.db.user.findFirst({ where: { username } })

/** The secret of the flow that this browser has begun. */
function secretIn({ 'rekey-sso-flow': value = '' }: Cookies): string {
  const [begun] = readBegunFlows(value)
  if (!begun) throw new Error('No flow was begun')
  return begun.secret
}

/** The words of the newest refusal. */
const refusal = () => lastRefusal(service)

describe('signing in at a real provider', () => {
  test.each(['plain', 'whole', 'posted'])('opens a session (%s)', async (kind) => {
    const { status, location, cookies, email } = await come(kind)
    expect({ status, location }).toEqual({ status: 303, location: '/' })
    const mine = await service.send('GET', '/sessions/current', undefined, cookies)
    expect(mine.body).toMatchObject({
      user: { username: email, displayName: 'Jane Doe', kind: 'member', permissions: [] },
      session: { openedBy: 'sso', device: 'Chrome on Windows' },
    })
    const started = await service.deps.db.auditEvent.findFirstOrThrow({
      where: { action: 'session.started', userId: mine.body.user.id },
    })
    expect(started.details).toMatchObject({ method: 'sso', connectionId: idOf(kind) })
  })

  test('the provider is sent state, nonce and the S256 form of a verifier, and the typed name', async () => {
    const { started } = await come('plain', { username: 'jane@northwind.example' })
    const sent = Object.fromEntries(new URL(started.location).searchParams)
    expect(sent).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      login_hint: 'jane@northwind.example',
      scope: 'openid email profile',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(sent[name]).toHaveLength(43)
    const secret = secretIn(started.cookies)
    expect(JSON.stringify(sent)).not.toContain(secret)
  })

  test('nothing in the database can finish a flow: it contains only a hash of the secret', async () => {
    const { cookies, location } = await browser.start(idOf('plain'))
    const state = new URL(location).searchParams.get('state') ?? ''
    const rows = JSON.stringify(await service.deps.db.ssoFlow.findMany())
    expect(rows).not.toContain(state)
    expect(rows).not.toContain(secretIn(cookies))
  })

  test('an address that the provider has not verified counts as none', async () => {
    const { location, email } = await come('unverified')
    expect(location).toContain('reason=address-not-owned')
    expect(await findUser(email)).toBeNull()
  })

  test('a user who turns back is led to the page that says so', async () => {
    const { location, cookies } = await browser.start(idOf('plain'))
    const back = await signInAtProvider(location, { act: 'refuse' })
    const answer = await browser.callback(back, cookies)
    expect(answer.location).toContain('reason=refused-by-provider')
    expect(await refusal()).toMatchObject({ detail: 'access_denied' })
  })

  test('a wrong client secret is named, and shows nowhere', async () => {
    const id = idOf('whole')
    const was = await service.deps.db.ssoConnection.findUniqueOrThrow({ where: { id } })
    await setSecret(id, 'not-the-secret-at-all')
    expect((await come('whole')).location).toContain('reason=answer-not-accepted')
    expect(await refusal()).toMatchObject({ detail: 'client-refused' })
    expect(service.logged.join('')).not.toContain('not-the-secret')
    const { clientSecret } = was
    await service.deps.db.ssoConnection.update({ where: { id }, data: { clientSecret } })
  })

  test('the previous session of this browser is over, and the new one has another secret', async () => {
    const { user } = await signInWith(service, [])
    const old = await signInAs(service, user.id)
    const id = idOf('plain')
    const started = await browser.start(id, {}, old)
    const fields = { act: 'sign-in', email: await addressAt(id), name: 'Jane' }
    const back = await signInAtProvider(started.location, fields)
    // From another site a browser sends no strict cookie.
    const { 'rekey-session': _session, ...sent } = started.cookies
    const answer = await browser.callback(back, sent)
    expect(answer.cookies['rekey-session']).not.toBe(old['rekey-session'])
    expect((await service.send('GET', '/sessions/current', undefined, old)).status).toBe(401)
  })
})

describe('where one comes back to', () => {
  test.each(['/users?search=a', '/account#password', '/'])('%s is ours', async (returnTo) => {
    expect((await come('plain', { returnTo })).location).toBe(returnTo)
  })

  test.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    'evil',
    '/\n',
  ])('%j is not', async (returnTo) => {
    expect((await come('plain', { returnTo })).location).toBe('/')
  })
})

test('a tile at the provider starts a flow there, and only at the provider that it names', async () => {
  const id = idOf('plain')
  const { issuer } = await service.deps.db.ssoConnection.findUniqueOrThrow({ where: { id } })
  const query = { iss: issuer, login_hint: 'jane@northwind.example' }
  const page = 'http://localhost:3000/account'
  const { location } = await browser.start(id, { ...query, target_link_uri: page })
  expect(new URL(location).origin).toBe(new URL(issuer).origin)
  expect(new URL(location).searchParams.get('login_hint')).toBe('jane@northwind.example')
  const flows = await service.deps.db.ssoFlow.findMany({ where: { connectionId: id } })
  expect(flows.at(-1)?.returnTo).toBe('/account')
  const elsewhere = await browser.start(id, { iss: 'https://other.example' })
  expect(elsewhere.location).toContain('/sso/failed?reason=flow-unknown')
})

describe('a way back is refused', () => {
  test("that was begun in another browser: nobody is signed in with a stranger's account", async () => {
    const mallory = await browser.start(idOf('plain'))
    const email = await addressAt(idOf('plain'))
    const fields = { act: 'sign-in', email, name: 'Mallory' }
    const back = await signInAtProvider(mallory.location, fields)
    const victim = await browser.start(idOf('plain'))
    const answer = await browser.callback(back, victim.cookies)
    expect(answer.location).toContain('reason=flow-unknown')
    expect(await refusal()).toMatchObject({ detail: 'wrong-state' })
    expect(answer.cookies['rekey-session']).toBeUndefined()
    const bare = await browser.callback(back, {})
    expect(bare.location).toContain('reason=flow-unknown')
    expect(await refusal()).toMatchObject({ detail: 'no-cookie' })
  })

  test('a second time', async () => {
    const { back, started } = await come('plain')
    const again = await browser.callback(back, started.cookies)
    expect(again.location).toContain('reason=flow-unknown')
    expect(await refusal()).toMatchObject({ detail: 'over-or-used' })
  })

  test('sixteen times at once but for one', async () => {
    const id = idOf('plain')
    const { location, cookies } = await browser.start(id)
    const fields = { act: 'sign-in', email: await addressAt(id), name: 'Jane' }
    const back = await signInAtProvider(location, fields)
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => browser.callback(back, cookies)),
    )
    expect(answers.filter((answer) => answer.location === '/')).toHaveLength(1)
  })

  test('after ten minutes', async () => {
    const id = idOf('plain')
    const { location, cookies } = await browser.start(id)
    const fields = { act: 'sign-in', email: await addressAt(id), name: 'Jane' }
    const back = await signInAtProvider(location, fields)
    service.clock.advance(10 * minute)
    expect((await browser.callback(back, cookies)).location).toContain('reason=flow-unknown')
  })

  test('at another connection', async () => {
    const { location, cookies } = await browser.start(idOf('plain'))
    const state = new URL(location).searchParams.get('state')
    const url = `http://localhost:3000/api/v1/sso/${forged}/callback?code=a&state=${state}`
    expect((await browser.callback(url, cookies)).location).toContain('reason=flow-unknown')
  })
})

describe('an ID token is refused that is', () => {
  const claimsOf = (issuer: string, nonce: string, email: string) => ({
    iss: issuer,
    aud: 'rekey',
    sub: `id-of-${email}`,
    nonce,
    email,
    email_verified: true as unknown,
    name: 'Jane Doe',
    iat: Math.floor(Date.now() / 1_000),
    exp: Math.floor(Date.now() / 1_000) + 300,
  })
  type Claims = Record<string, unknown>
  type Made = { claims: Claims; privateKey: CryptoKey; header?: object }
  const sign = ({ claims, privateKey, header }: Made) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(privateKey)

  async function come(
    forge: (made: Made) => Promise<string> | string,
    more: object = {},
    asked: Record<string, string> = {},
  ) {
    const email = await addressAt(forged)
    const { location, cookies } = await browser.start(forged, asked)
    const sent = new URL(location).searchParams
    forger.answerWith(async ({ issuer, privateKey }) =>
      forge({ claims: claimsOf(issuer, sent.get('nonce') ?? '', email), privateKey }),
    )
    const query = { code: 'any', state: sent.get('state') ?? '', iss: forger.issuer, ...more }
    const url = `http://localhost:3000/api/v1/sso/${forged}/callback?${new URLSearchParams(query).toString()}`
    return { ...(await browser.callback(url, cookies)), email }
  }

  const past = () => Math.floor(Date.now() / 1_000) - 3_600
  const forgeries: Record<string, [(made: Made) => Promise<string> | string, string]> = {
    'signed by another key': [
      async (made) => sign({ ...made, privateKey: (await generateKeyPair('RS256')).privateKey }),
      'wrong-signature',
    ],
    'of an unknown key': [(made) => sign({ ...made, header: { kid: 'other' } }), 'wrong-signature'],
    'not signed at all': [({ claims }) => new UnsecuredJWT(claims).encode(), 'weak-signature'],
    'a MAC by the client secret': [
      ({ claims }) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256' })
          .sign(new TextEncoder().encode('x'.repeat(32))),
      'weak-signature',
    ],
    'of another issuer': [
      (made) => sign({ ...made, claims: { ...made.claims, iss: 'https://evil.example' } }),
      'wrong-issuer',
    ],
    'for another audience': [
      (made) => sign({ ...made, claims: { ...made.claims, aud: 'other' } }),
      'wrong-audience',
    ],
    'for several, and us not as who asked': [
      (made) =>
        sign({ ...made, claims: { ...made.claims, aud: ['rekey', 'other'], azp: 'other' } }),
      'wrong-audience',
    ],
    'of another flow': [
      (made) => sign({ ...made, claims: { ...made.claims, nonce: 'replayed' } }),
      'wrong-nonce',
    ],
    'of no flow': [
      (made) => sign({ ...made, claims: { ...made.claims, nonce: undefined } }),
      'wrong-form',
    ],
    expired: [
      (made) => sign({ ...made, claims: { ...made.claims, iat: past() - 300, exp: past() } }),
      'expired',
    ],
    'without an end': [
      (made) => sign({ ...made, claims: { ...made.claims, exp: undefined } }),
      'wrong-form',
    ],
    "nobody's": [
      (made) => sign({ ...made, claims: { ...made.claims, sub: undefined } }),
      'wrong-form',
    ],
    'no token': [() => 'nonsense', 'wrong-form'],
  }

  test.each(Object.entries(forgeries))('%s', async (_which, [forge, detail]) => {
    expect((await come(sign)).location).toBe('/')
    const answer = await come(forge)
    expect(answer.location).toBe(`/sso/failed?reason=answer-not-accepted&connection=${forged}`)
    expect(await refusal()).toEqual({ connectionId: forged, reason: 'answer-not-accepted', detail })
    expect(answer.cookies['rekey-session']).toBeUndefined()
    expect(await findUser(answer.email)).toBeNull()
  })

  const withClaims = (more: Claims) => (made: Made) =>
    sign({ ...made, claims: { ...made.claims, ...more } })
  const seconds = (ahead: number) => Math.floor(Date.now() / 1_000) + ahead

  test.each([
    ['text, as Cognito sends it', { email_verified: 'true' }],
    ['Entra’s xms_edov', { email_verified: undefined, xms_edov: true }],
    ['xms_edov as text', { email_verified: undefined, xms_edov: '1' }],
  ])('none: the address counts by %s', async (_which, said) => {
    const { location, email } = await come(withClaims(said))
    expect(location).toBe('/')
    expect(await findUser(email)).not.toBeNull()
  })

  test.each([
    ['false', { email_verified: false }],
    ['"false" as text', { email_verified: 'false' }],
    ['missing', { email_verified: undefined }],
    ['null', { email_verified: null }],
    ['a number', { email_verified: 1 }],
    ['false beside xms_edov', { email_verified: false, xms_edov: true }],
    ['xms_edov that is false', { email_verified: undefined, xms_edov: 'false' }],
  ])('about an address whose email_verified is %s', async (_which, said) => {
    const { location, email } = await come(withClaims(said))
    expect(location).toContain('reason=address-not-owned')
    expect(await refusal()).toMatchObject({ detail: 'no-address' })
    expect(await findUser(email)).toBeNull()
  })

  test('none: the address stands in the claim that the connection names', async () => {
    const set = (addressFrom: string | null) =>
      service.deps.db.ssoConnection.update({ where: { id: forged }, data: { addressFrom } })
    const said = { email: undefined, email_verified: undefined }
    for (const name of ['upn', 'https://northwind.example/mail', 'email', 'emails']) {
      await set(name)
      const mail = await addressAt(forged)
      const value = name === 'emails' ? [mail] : mail
      expect((await come(withClaims({ ...said, [name]: value }))).location).toBe('/')
      expect(await findUser(mail)).not.toBeNull()
    }
    await set('email')
    for (const verified of [false, 'false', 0]) {
      const wrong = { sub: randomUUID(), email_verified: verified }
      expect((await come(withClaims(wrong))).location).toContain('address-not-owned')
    }
    for (const name of ['constructor', '__proto__', 'nothing']) {
      await set(name)
      const other = { sub: randomUUID() }
      expect((await come(withClaims(other))).location).toContain('address-not-owned')
    }
    await set(null)
  })

  test('none: clocks may differ by a minute, both ways', async () => {
    for (const skew of [-55, 45, 55]) {
      const times = { iat: seconds(skew), nbf: seconds(skew) }
      const exp = skew < 0 ? seconds(skew) : seconds(300)
      expect((await come(withClaims({ ...times, exp }))).location).toBe('/')
    }
  })

  test.each([
    ['not valid yet', { nbf: 90 }, 'not-yet-valid'],
    ['written in the future', { iat: 90 }, 'not-yet-valid'],
    ['over for more than a minute', { exp: -65 }, 'expired'],
  ])('%s', async (_which, ahead, detail) => {
    const times = Object.fromEntries(Object.entries(ahead).map(([name, by]) => [name, seconds(by)]))
    expect((await come(withClaims(times))).location).toContain('reason=answer-not-accepted')
    expect(await refusal()).toMatchObject({ detail })
  })

  const comeAgain = (said: Claims) => come(withClaims(said), {}, { again: 'true' })

  test.each([
    ['doesn’t say when the person signed in', {}, 'no-time'],
    ['says that it was long ago', { auth_time: -3_600 }, 'too-old'],
  ])('to a sign-in that is to be made again and %s', async (_which, ahead, detail) => {
    const times = Object.fromEntries(Object.entries(ahead).map(([name, by]) => [name, seconds(by)]))
    expect((await comeAgain(times)).location).toContain('reason=sign-in-not-repeated')
    expect(await refusal()).toMatchObject({ detail })
  })

  test('by a person who signs in only in the future', async () => {
    const answer = await come(withClaims({ auth_time: seconds(90) }))
    expect(answer.location).toContain('reason=answer-not-accepted')
  })

  test('none: made again, the sign-in of a minute ago by another clock counts', async () => {
    expect((await comeAgain({ auth_time: seconds(-50) })).location).toBe('/')
  })

  test('none: a last slash of the issuer makes nobody another person', async () => {
    const who = { sub: randomUUID(), email: await addressAt(forged) }
    const comeBy = (iss: string) => come(withClaims({ ...who, iss }), { iss })
    const ids = []
    for (const iss of [forger.issuer, `${forger.issuer}/`, forger.issuer]) {
      const { location, cookies } = await comeBy(iss)
      expect(location).toBe('/')
      const mine = await service.send('GET', '/sessions/current', undefined, cookies)
      ids.push(mine.body.user.id)
    }
    expect(new Set(ids).size).toBe(1)
    expect((await comeBy(`${forger.issuer}//`)).location).toContain('answer-not-accepted')
    const data = { issuer: `${forger.issuer}/` }
    await service.deps.db.ssoConnection.update({ where: { id: forged }, data })
    expect((await comeBy(forger.issuer)).location).toBe('/')
    await service.deps.db.ssoConnection.update({
      where: { id: forged },
      data: { issuer: forger.issuer },
    })
  })

  test('of an answer that came from another provider (RFC 9207)', async () => {
    for (const iss of ['https://evil.example', '']) {
      expect((await come(sign, { iss })).location).toContain('reason=answer-not-accepted')
      expect(await refusal()).toMatchObject({ detail: 'wrong-issuer' })
    }
  })

  test('of a person whose claims can not be stored', async () => {
    const nul = { sub: 'a\0b' }
    const answer = await come((made) => sign({ ...made, claims: { ...made.claims, ...nul } }))
    expect(answer.location).toContain('reason=answer-not-accepted')
    expect(await refusal()).toMatchObject({ detail: 'no-subject' })
  })

  test('none: a display name is cleaned instead', async () => {
    const name = `\u202eJane\r\n${'a'.repeat(300)}`
    const { email } = await come((made) => sign({ ...made, claims: { ...made.claims, name } }))
    expect((await findUser(email))?.displayName).toBe(`Jane ${'a'.repeat(195)}`)
  })

  describe('none, of a person about whom the provider is asked', () => {
    afterAll(() => forger.describeBy())
    const silent = { email: undefined, email_verified: undefined }
    const sayOf = async (more: object = {}) => {
      const email = await addressAt(forged)
      const sub = randomUUID()
      const said = { sub, email, email_verified: true, ...more }
      return { email, said, token: withClaims({ ...silent, sub }) }
    }

    test('in a signed answer, though its metadata name no algorithm for it', async () => {
      const { email, said, token } = await sayOf()
      forger.describeBy(async (privateKey) => ({ body: await sign({ claims: said, privateKey }) }))
      expect((await come(token)).location).toBe('/')
      expect(await findUser(email)).not.toBeNull()
    })

    test('but for one that is signed by nobody, or with another key', async () => {
      const other = await generateKeyPair('RS256')
      const mac = new SignJWT({ sub: 'x' }).setProtectedHeader({ alg: 'HS256' })
      for (const forge of [
        async (claims: Claims) => new UnsecuredJWT(claims).encode(),
        (claims: Claims) => sign({ claims, privateKey: other.privateKey }),
        async () => mac.sign(new TextEncoder().encode('x'.repeat(32))),
      ]) {
        const { email, said, token } = await sayOf()
        forger.describeBy(async () => ({ body: await forge(said) }))
        expect((await come(token)).location).not.toBe('/')
        expect(await findUser(email)).toBeNull()
      }
    })

    test('but for an answer about somebody else', async () => {
      const { email, said, token } = await sayOf({ sub: 'another' })
      forger.describeBy(() => ({ body: said }))
      expect((await come(token)).location).toContain('reason=answer-not-accepted')
      expect(await refusal()).toMatchObject({ detail: 'wrong-subject' })
      expect(await findUser(email)).toBeNull()
    })

    test.each([401, 403, 404, 500])(
      'and answers %i: linked users still sign in',
      async (status) => {
        const { said, token } = await sayOf()
        forger.describeBy(() => ({ status, body: {} }))
        expect((await come(token)).location).toContain('reason=address-not-owned')
        forger.describeBy(() => ({ body: said }))
        expect((await come(token)).location).toBe('/')
        forger.describeBy(() => ({ status, body: {} }))
        expect((await come(token)).location).toBe('/')
      },
    )
  })

  test('and each code is exchanged with the verifier that was kept', async () => {
    await come(sign)
    expect(forger.exchanges.at(-1)?.get('code_verifier')).toHaveLength(43)
  })
})

describe('a recent sign-in', () => {
  /**
   * Whether this session may do what wants one: a connection is switched by such a session alone.
   */
  async function isRecent(cookies: Cookies) {
    const { user } = (await service.send('GET', '/sessions/current', undefined, cookies)).body
    const role = await service.deps.db.role.create({
      data: { name: randomUUID(), permissions: ['sso.write', 'console.access'] },
    })
    const data = { roleId: role.id }
    await service.deps.db.user.update({ where: { id: user.id }, data })
    const { id } = await createConnection(service.deps, { enabled: false })
    const answer = await service.send('DELETE', `/sso-connections/${id}`, undefined, cookies)
    expect([204, 403]).toContain(answer.status)
    return answer.status === 204
  }

  test('needs a provider that says when the person signed in', async () => {
    expect(await isRecent((await come('plain')).cookies)).toBe(false)
  })

  test('is asked for with prompt and max_age, and counts for ten minutes', async () => {
    const { started, cookies, location } = await come('plain', { again: 'true' })
    const sent = Object.fromEntries(new URL(started.location).searchParams)
    expect(sent).toMatchObject({ prompt: 'login', max_age: '0' })
    expect(location).toBe('/')
    expect(await isRecent(cookies)).toBe(true)
    service.clock.advance(11 * minute)
    expect(await isRecent(cookies)).toBe(false)
  })
})

describe('a provider that can not be reached', () => {
  test('is named, and makes no flow', async () => {
    const id = await addConnection(`http://localhost:${await findFreePort()}`)
    const answer = await browser.start(id)
    expect(answer.location).toBe(`/sso/failed?reason=provider-unreachable&connection=${id}`)
    expect(await service.deps.db.ssoFlow.count({ where: { connectionId: id } })).toBe(0)
  })

  test('is never asked over plain http elsewhere', async () => {
    const id = await addConnection('http://idp.example')
    expect((await browser.start(id)).location).toContain('reason=provider-unreachable')
  })

  test('is waited for five seconds', async () => {
    const provider = await openForgingProvider()
    provider.hang()
    const id = await addConnection(provider.issuer)
    expect((await browser.start(id)).location).toContain('reason=provider-unreachable')
    expect(await refusal()).toMatchObject({ detail: 'timeout' })
    await provider.close()
  })
})

describe('a connection that is off', () => {
  test('leads nowhere, and neither does an unknown one', async () => {
    const off = await createConnection(service.deps, { enabled: false })
    for (const id of [off.id, randomUUID()]) {
      const answer = await browser.start(id)
      expect(answer.location).toBe(`/sso/failed?reason=connection-off&connection=${id}`)
    }
  })

  test('takes nobody who is on the way', async () => {
    const id = idOf('plain')
    const { location, cookies } = await browser.start(id)
    const fields = { act: 'sign-in', email: await addressAt(id), name: 'Jane' }
    const back = await signInAtProvider(location, fields)
    const setEnabled = (enabled: boolean) =>
      service.deps.db.ssoConnection.update({ where: { id }, data: { enabled } })
    await setEnabled(false)
    expect((await browser.callback(back, cookies)).location).toContain('reason=connection-off')
    await setEnabled(true)
  })
})

describe('a test', () => {
  const lastTest = async (id: string) =>
    (await service.deps.db.ssoConnection.findUniqueOrThrow({ where: { id } })).lastTest

  test('is allowed to callers who may set connections up, also while it is off, and signs nobody in', async () => {
    const id = idOf('plain')
    const { cookies, user } = await signInWith(service, ['sso.write'])
    await service.deps.db.ssoConnection.update({ where: { id }, data: { enabled: false } })
    const answer = await come('plain', { test: 'true' }, cookies)
    await service.deps.db.ssoConnection.update({ where: { id }, data: { enabled: true } })
    expect(answer.location).toBe(`/sso-connections/${id}`)
    expect(answer.cookies['rekey-session']).toBe(cookies['rekey-session'])
    expect(await findUser(answer.email)).toBeNull()
    expect(await lastTest(id)).toMatchObject({ ok: true })
    const where = { action: 'sso-connection.tested', actorId: user.id } as const
    expect(await service.deps.db.auditEvent.count({ where })).toBe(1)
  })

  test('says what is wrong', async () => {
    const { cookies } = await signInWith(service, ['sso.write'])
    const id = await addConnection(`http://localhost:${await findFreePort()}`)
    const answer = await browser.start(id, { test: 'true' }, cookies)
    expect(answer.location).toBe(`/sso-connections/${id}`)
    expect(await lastTest(id)).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/could not be reached\.$/),
      reason: 'provider-unreachable',
      code: 'no-answer',
      nextStep: expect.stringContaining('Check the address'),
    })
    const { email } = await come('unverified', { test: 'true' }, cookies)
    expect(await lastTest(idOf('unverified'))).toMatchObject({
      ok: false,
      detail: expect.stringContaining('sent an address that isn’t verified.'),
      compared: [
        { claim: 'email', came: email, ok: true },
        { claim: 'email_verified', came: 'false', needed: 'true', ok: false },
      ],
      claims: expect.arrayContaining([{ claim: 'email', value: email }]),
    })
  })

  test('can not be made by another user', async () => {
    const id = idOf('plain')
    expect((await browser.start(id, { test: 'true' })).status).toBe(401)
    const { cookies } = await signInWith(service, ['users.read'])
    expect((await browser.start(id, { test: 'true' }, cookies)).status).toBe(403)
  })
})
