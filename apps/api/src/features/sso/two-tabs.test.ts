import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConnection } from '../../../testing/create-connection.ts'
import { findFreePort } from '../../../testing/free-port.ts'
import { lastRefusal } from '../../../testing/last-refusal.ts'
import { type OidcProvider, openOidcProvider } from '../../../testing/oidc-provider.ts'
import { createSigningKeys } from '../../../testing/saml-answer.ts'
import { signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { answerRequest, signInAtProvider, ssoBrowser } from '../../../testing/sso-browser.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { minute } from '../../lib/clock.ts'

const issuer = 'https://idp.northwind.example'
const keys = createSigningKeys()
const domains = { oidc: 'oidc.example', saml: 'saml.example' }

let service: TestApp
let provider: OidcProvider
let ids: Record<keyof typeof domains, string>

beforeAll(async () => {
  service = await createTestApp()
  const port = await findFreePort()
  const { deps } = service
  const saml = await createConnection(deps, {
    protocol: 'saml',
    issuer,
    certificates: [keys.certificate],
    domains: [domains.saml],
  })
  const oidc = await createConnection(deps, {
    issuer: `http://127.0.0.1:${port}`,
    domains: [domains.oidc],
  })
  const redirectUris = [`http://localhost:3000/api/v1/sso/${oidc.id}/callback`]
  provider = await openOidcProvider({ port, redirectUris })
  const clientSecret = deps.keys.seal('client-secret', provider.clientSecret)
  await deps.db.ssoConnection.update({ where: { id: oidc.id }, data: { clientSecret } })
  ids = { oidc: oidc.id, saml: saml.id }
})
afterAll(async () => {
  await service.close()
  await provider.close()
})

type Protocol = keyof typeof domains
type Tab = { readonly protocol: Protocol; readonly location: string; readonly email: string }

/** A browser with tabs that share its cookies. */
function openBrowser(cookies: Cookies = {}) {
  const steps = ssoBrowser(service)
  const browser = {
    cookies,
    async begin(
      protocol: Protocol = 'oidc',
      query: Record<string, string> = {},
      email = `${randomUUID().slice(0, 8)}@${domains[protocol]}`,
    ): Promise<Tab> {
      const led = await steps.start(ids[protocol], query, browser.cookies)
      browser.cookies = led.cookies
      return { protocol, location: led.location, email }
    },
    /** From another site, a browser doesn't send its session. @returns where the tab ends */
    async finish({ protocol, location, email }: Tab, act = 'sign-in'): Promise<string> {
      const { 'rekey-session': session, ...sent } = browser.cookies
      const led =
        protocol === 'oidc'
          ? await steps.callback(await signInAtProvider(location, { act, email, name: 'J' }), sent)
          : await steps.post(ids.saml, await answerOf(location, email), sent)
      browser.cookies = { ...(session && { 'rekey-session': session }), ...led.cookies }
      return led.location
    },
  }
  return browser
}

const answerOf = (location: string, email: string) => {
  const given = { issuer, nameId: `id-of-${email}`, attributes: { email } }
  return answerRequest(location, { ...given, now: service.clock.now() }, keys)
}

const flowsIn = ({ 'rekey-sso-flow': value = '' }: Cookies) => value.split('~').filter(Boolean)

async function usernameIn(cookies: Cookies): Promise<string | undefined> {
  const answer = await service.send('GET', '/sessions/current', undefined, cookies)
  return answer.status === 200 ? answer.body.user.username : undefined
}

const sessionsOf = (...tabs: Tab[]) =>
  service.deps.db.session.count({
    where: { user: { username: { in: tabs.map(({ email }) => email) } } },
  })

describe('two tabs of one browser both finish', () => {
  test.each<[string, Protocol, Protocol, boolean]>([
    ['the first one first', 'oidc', 'oidc', true],
    ['the last one first', 'oidc', 'oidc', false],
    ['with SAML', 'saml', 'saml', true],
    ['OpenID Connect, then SAML', 'oidc', 'saml', true],
    ['SAML, then OpenID Connect', 'saml', 'oidc', true],
  ])('%s', async (_order, one, other, isInOrder) => {
    const browser = openBrowser()
    const begun = [await browser.begin(one), await browser.begin(other)] as const
    const [first, second] = isInOrder ? begun : ([begun[1], begun[0]] as const)
    expect(await browser.finish(first)).toBe('/')
    expect(await usernameIn(browser.cookies)).toBe(first.email)
    expect(flowsIn(browser.cookies)).toHaveLength(1)
    expect(await browser.finish(second)).toBe('/')
    expect(await usernameIn(browser.cookies)).toBe(second.email)
    expect(flowsIn(browser.cookies)).toEqual([])
  })

  test('each where it was going', async () => {
    const browser = openBrowser()
    const first = await browser.begin('oidc', { returnTo: '/users' })
    const second = await browser.begin('oidc', { returnTo: '/account' })
    expect(await browser.finish(first)).toBe('/users')
    expect(await browser.finish(second)).toBe('/account')
  })

  test('if the SAML provider sends the newest state with each answer', async () => {
    const browser = openBrowser()
    const first = await browser.begin('saml', { returnTo: '/users' })
    const second = await browser.begin('saml', { returnTo: '/account' })
    const RelayState = new URL(second.location).searchParams.get('RelayState') ?? ''
    const form = { ...(await answerOf(first.location, first.email)), RelayState }
    const led = await ssoBrowser(service).post(ids.saml, form, browser.cookies)
    expect(led.location).toBe('/users')
    browser.cookies = led.cookies
    expect(await browser.finish(second)).toBe('/account')
  })

  test('if one was refused', async () => {
    const browser = openBrowser()
    const tabs = [await browser.begin(), await browser.begin()] as const
    expect(await browser.finish(tabs[0], 'refuse')).toContain('reason=refused-by-provider')
    expect(flowsIn(browser.cookies)).toHaveLength(1)
    expect(await browser.finish(tabs[1])).toBe('/')
  })

  test('if one is a test of the connection, which keeps the session', async () => {
    const { cookies, user } = await signInWith(service, ['sso.write'])
    const browser = openBrowser(cookies)
    const tried = await browser.begin('oidc', { test: 'true' })
    const other = await browser.begin('oidc')
    expect(await browser.finish(tried)).toBe(`/sso-connections/${ids.oidc}`)
    expect(await usernameIn(browser.cookies)).toBe(user.username)
    expect(await browser.finish(other)).toBe('/')
    expect(await usernameIn(cookies)).toBeUndefined()
  })
})

describe('the session of the first tab ends when the second one signs in', () => {
  test('also if this browser had one before', async () => {
    const { user } = await signInWith(service, [])
    const old = await signInAs(service, user.id)
    const browser = openBrowser(old)
    const tabs = [await browser.begin(), await browser.begin('saml'), await browser.begin()]
    for (const tab of tabs) expect(await browser.finish(tab)).toBe('/')
    expect(await usernameIn(old)).toBeUndefined()
    expect(await sessionsOf(...tabs)).toBe(1)
    expect(await usernameIn(browser.cookies)).toBe(tabs[2]?.email)
  })

  test('if the first one had to prove the password of an account', async () => {
    const password = 'correct horse battery'
    const username = `${randomUUID().slice(0, 8)}@${domains.saml}`
    await createUser(service.deps, { username, password })
    const browser = openBrowser()
    const first = await browser.begin('saml', {}, username)
    const second = await browser.begin()
    expect(await browser.finish(first)).toBe('/sso/link')
    const path = '/sso-links/current/password'
    const proved = await service.send('POST', path, { password }, browser.cookies)
    browser.cookies = proved.cookies
    expect(await usernameIn(browser.cookies)).toBe(username)
    expect(await browser.finish(second)).toBe('/')
    expect(await sessionsOf(first, second)).toBe(1)
  })

  test('if it began by a link of another site, which brings no session', async () => {
    const browser = openBrowser()
    const [first, second] = [await browser.begin(), await browser.begin()]
    await browser.finish(first)
    const { 'rekey-session': session = '', ...sent } = browser.cookies
    browser.cookies = sent
    await browser.begin()
    browser.cookies = { ...browser.cookies, 'rekey-session': session }
    expect(await browser.finish(second)).toBe('/')
    expect(await sessionsOf(first, second)).toBe(1)
  })
})

test('a fifth tab drops the first', async () => {
  const browser = openBrowser()
  const first = await browser.begin()
  const others = [await browser.begin(), await browser.begin('saml'), await browser.begin()]
  others.push(await browser.begin())
  expect(await browser.finish(first)).toBe(`/sso/failed?reason=flow-unknown&connection=${ids.oidc}`)
  expect(await lastRefusal(service)).toMatchObject({ detail: 'wrong-state' })
  expect(flowsIn(browser.cookies)).toHaveLength(4)
  for (const tab of others) expect(await browser.finish(tab)).toBe('/')
})

test('an answer that no flow of this browser asked for leaves all of them', async () => {
  const browser = openBrowser()
  const mine = await browser.begin()
  const { cookies } = browser
  const theirs = await openBrowser().begin()
  expect(await browser.finish(theirs)).toContain('reason=flow-unknown')
  expect(browser.cookies).toEqual(cookies)
  expect(await browser.finish(mine)).toBe('/')
})

test('an answer that is opened again leaves the other tab', async () => {
  const browser = openBrowser()
  const [first, second] = [await browser.begin('saml'), await browser.begin()]
  const form = await answerOf(first.location, first.email)
  const before = browser.cookies
  const once = await ssoBrowser(service).post(ids.saml, form, before)
  expect(once.location).toBe('/')
  const again = await ssoBrowser(service).post(ids.saml, form, before)
  expect(again.location).toContain('reason=flow-unknown')
  browser.cookies = once.cookies
  expect(await browser.finish(second)).toBe('/')
})

test('ten minutes hold for each tab by itself', async () => {
  const browser = openBrowser()
  const first = await browser.begin('saml')
  service.clock.advance(6 * minute)
  const second = await browser.begin('saml')
  service.clock.advance(6 * minute)
  expect(await browser.finish(first)).toContain('reason=flow-unknown')
  expect(await browser.finish(second)).toBe('/')
})

describe('the cookie', () => {
  test.each([
    ['a session', 2],
    ['no session', 1],
  ])('of an older version, of %s, still comes back, and takes a second tab', async (_, parts) => {
    const browser = openBrowser((await signInWith(service, [])).cookies)
    const first = await browser.begin('saml')
    const written = String(browser.cookies['rekey-sso-flow']).split('.').slice(0, parts).join('.')
    browser.cookies = { ...browser.cookies, 'rekey-sso-flow': written }
    const second = await browser.begin()
    expect(flowsIn(browser.cookies)).toHaveLength(2)
    expect(await browser.finish(first)).toBe('/')
    expect(await browser.finish(second)).toBe('/')
    expect(await sessionsOf(first, second)).toBe(1)
  })

  test.each(['garbage', '%', '~~~~~~', '.', 'x'.repeat(10_000), `${'a'.repeat(43)}.x`])(
    'of somebody else (%.20s) makes no 500, and a flow begins beside it',
    async (value) => {
      const browser = openBrowser({ 'rekey-sso-flow': value })
      const theirs = await openBrowser().begin('saml')
      expect(await browser.finish(theirs)).toContain('reason=flow-unknown')
      const mine = await browser.begin()
      expect(flowsIn(browser.cookies)).toHaveLength(1)
      expect(await browser.finish(mine)).toBe('/')
    },
  )
})
