import { generateKeyPairSync } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { isForConsoleOnly } from '@rekey/contracts/permissions'
import { createLocalJWKSet, type JWTVerifyResult, jwtVerify, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { day, minute, second } from '../../lib/clock.ts'

const password = 'correct horse battery'
const site = 'http://localhost:3000'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const signIn = (username: string, more: object = {}) =>
  service.sendAsApp('POST', '/sessions', { username, password, client: 'app', ...more })

async function signedIn(given: Parameters<typeof createUser>[1] = {}) {
  const user = await createUser(service.deps, given)
  const { body } = await signIn(user.username)
  return { ...body, user }
}

const current = (accessToken: string) =>
  service.sendAsApp('GET', '/sessions/current', undefined, accessToken)

const refresh = (refreshToken: string) =>
  service.sendAsApp('POST', '/sessions/refresh', { refreshToken })

/** As another service does that trusts this one. */
async function verify(accessToken: string): Promise<JWTVerifyResult> {
  const { body } = await service.app.inject('/.well-known/jwks.json')
  return jwtVerify(accessToken, createLocalJWKSet(JSON.parse(body)), {
    issuer: site,
    audience: site,
    typ: 'at+jwt',
    algorithms: ['EdDSA'],
    requiredClaims: ['sub', 'sid', 'kind', 'exp'],
    currentDate: service.clock.now(),
  })
}

test('an app gets tokens and no cookie', async () => {
  const user = await createUser(service.deps)
  const answer = await signIn(user.username)
  expect(answer).toMatchObject({
    status: 201,
    body: { user: { id: user.id }, mustChangePassword: false, expiresInSeconds: 600 },
  })
  expect(answer.headers['set-cookie']).toBeUndefined()
  const mine = await current(answer.body.accessToken)
  expect(mine).toMatchObject({
    status: 200,
    body: { user: { id: user.id }, session: { current: true, client: 'app' } },
  })
})

test('an integrator verifies the token with only the published keys', async () => {
  const { user, accessToken } = await signedIn({ kind: 'device' })
  const { payload, protectedHeader } = await verify(accessToken)
  expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: 'test' })
  const { session } = (await current(accessToken)).body
  const iat = Math.floor(service.clock.now().getTime() / second)
  expect(payload).toEqual({
    iss: site,
    aud: site,
    sub: user.id,
    sid: session.id,
    kind: 'device',
    iat,
    exp: iat + 600,
  })
})

test('the published keys are public, and may be cached for some minutes', async () => {
  const answer = await service.app.inject('/.well-known/jwks.json')
  expect(answer.headers['cache-control']).toBe('public, max-age=300')
  expect(answer.headers['content-type']).toMatch(/^application\/jwk-set\+json/)
  expect(answer.json()).toEqual({
    keys: [
      { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: 'test', alg: 'EdDSA', use: 'sig' },
    ],
  })
})

test('a device user signs in to the app with the password set here', async () => {
  const { user, accessToken } = await signedIn({ kind: 'device' })
  expect((await current(accessToken)).body.user).toMatchObject({ id: user.id, kind: 'device' })
})

describe('a token is refused that is', () => {
  const claims = async (accessToken: string) => (await verify(accessToken)).payload
  const ours = () => service.deps.keys.signingKey('access-token', 'test') as never
  const sign = (payload: object, header: object = {}, key = ours()) =>
    new SignJWT({ ...payload })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'test', ...header })
      .sign(key)
  const { privateKey: foreign } = generateKeyPairSync('ed25519')
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey
  type Claims = Awaited<ReturnType<typeof claims>>

  const forgeries: Record<string, (claims: Claims) => Promise<string> | string> = {
    'signed by another key': (good) => sign(good, {}, foreign as never),
    'of another algorithm': (good) => sign(good, { alg: 'RS256' }, rsa as never),
    'a MAC by our public key': async (good) => {
      const { keys } = (await service.app.inject('/.well-known/jwks.json')).json()
      return sign(good, { alg: 'HS256' }, Buffer.from(keys[0].x, 'base64url') as never)
    },
    'not signed at all': (good) => new UnsecuredJWT({ ...good }).encode(),
    'of an unknown key': (good) => sign(good, { kid: 'other' }),
    'of no named key': (good) => sign(good, { kid: undefined }),
    'a JWT for another purpose': (good) => sign(good, { typ: 'JWT' }),
    'of another issuer': (good) => sign({ ...good, iss: 'https://other.example' }),
    'for another audience': (good) => sign({ ...good, aud: 'https://other.example' }),
    'without an audience': ({ aud: _aud, ...rest }) => sign(rest),
    'without an end': ({ exp: _exp, ...rest }) => sign(rest),
    expired: ({ iat = 0, ...rest }) => sign({ ...rest, iat: iat - 600, exp: iat }),
    "for another user's session": async (good) => {
      const other = await createUser(service.deps)
      return sign({ ...good, sub: other.id })
    },
    'of no session': (good) => sign({ ...good, sid: '00000000-0000-4000-8000-00000000000f' }),
    'no token': () => 'nonsense',
    empty: () => '',
  }

  test.each(Object.entries(forgeries))('%s', async (_which, forge) => {
    const { accessToken } = await signedIn()
    const good = await claims(accessToken)
    expect((await current(await sign(good))).status).toBe(200)
    const answer = await current(await forge(good))
    expect(answer).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
  })
})

test('an access token lasts ten minutes', async () => {
  const { accessToken } = await signedIn()
  service.clock.advance(10 * minute - second)
  expect((await current(accessToken)).status).toBe(200)
  service.clock.advance(second)
  expect((await current(accessToken)).status).toBe(401)
})

test('a token without its session is refused at once', async () => {
  const out = await signedIn()
  const left = await service.sendAsApp('DELETE', '/sessions/current', undefined, out.accessToken)
  expect(left).toMatchObject({ status: 204 })
  expect(left.headers['set-cookie']).toBeUndefined()
  expect((await current(out.accessToken)).status).toBe(401)
  expect((await refresh(out.refreshToken)).status).toBe(401)

  const away = await signedIn()
  const data = { status: 'deactivated' } as const
  await service.deps.db.user.update({ where: { id: away.user.id }, data })
  expect((await current(away.accessToken)).status).toBe(401)
  expect((await refresh(away.refreshToken)).status).toBe(401)
})

test('a changed password ends the sessions of other apps', async () => {
  const { user, accessToken, refreshToken } = await signedIn()
  const { body } = await signIn(user.username)
  const change = { currentPassword: password, newPassword: 'Plum-Tractor-42-Violin' }
  const answer = await service.sendAsApp('PUT', '/account/password', change, body.accessToken)
  expect(answer).toMatchObject({ status: 200, body: { sessionsEnded: 1 } })
  expect((await current(accessToken)).status).toBe(401)
  expect((await refresh(refreshToken)).status).toBe(401)
  expect((await current(body.accessToken)).status).toBe(200)
})

describe('a refresh token', () => {
  const refused = { status: 401, body: { code: 'not-signed-in' } }

  test('works once, for the next one', async () => {
    const { accessToken, refreshToken } = await signedIn()
    service.clock.advance(10 * minute)
    expect((await current(accessToken)).status).toBe(401)
    const { status, body } = await refresh(refreshToken)
    expect(status).toBe(200)
    expect(body.expiresInSeconds).toBe(600)
    expect((await current(body.accessToken)).status).toBe(200)
    expect((await refresh(body.refreshToken)).status).toBe(200)
  })

  test('that is used a second time ends its session, and is recorded once', async () => {
    const { user, refreshToken } = await signedIn()
    const { body } = await refresh(refreshToken)
    expect(await refresh(refreshToken)).toMatchObject(refused)
    expect(await refresh(refreshToken)).toMatchObject(refused)
    expect((await current(body.accessToken)).status).toBe(401)
    expect(await refresh(body.refreshToken)).toMatchObject(refused)
    const where = { userId: user.id, action: 'session.refresh-token-reused' } as const
    expect(await service.deps.db.auditEvent.count({ where })).toBe(1)
  })

  test('used sixteen times at the same time wins once, and ends its session', async () => {
    const { refreshToken } = await signedIn()
    const answers = await Promise.all(Array.from({ length: 16 }, () => refresh(refreshToken)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(15)
    expect((await current(won[0]?.body.accessToken ?? '')).status).toBe(401)
  })

  test('renews a session for thirty days', async () => {
    let { refreshToken } = await signedIn()
    for (let n = 0; n < 29; n += 1) {
      service.clock.advance(day)
      const { status, body } = await refresh(refreshToken)
      expect(status).toBe(200)
      refreshToken = body.refreshToken
    }
    service.clock.advance(day)
    expect(await refresh(refreshToken)).toMatchObject(refused)
  })

  test('that is forged ends nothing, and gets the same answer', async () => {
    const { accessToken, refreshToken } = await signedIn()
    const other = await signedIn()
    const [id, mac, rotation] = refreshToken.split('.')
    const othersMac = other.refreshToken.split('.')[1]
    const answers: Answer[] = []
    for (const token of [
      'nonsense',
      `${id}.${mac}.1`,
      `${id}.${mac}.00`,
      `${id}.${othersMac}.${rotation}`,
      `${id}.${mac}`,
      accessToken,
    ]) {
      answers.push(await refresh(token))
    }
    for (const { body } of answers) {
      expect({ ...body, requestId: '' }).toEqual({ ...answers[0]?.body, requestId: '' })
    }
    expect(answers[0]).toMatchObject(refused)
    expect((await current(accessToken)).status).toBe(200)
    expect((await refresh(refreshToken)).status).toBe(200)
  })
})

test('an app of an administrator has no permission that only the console uses', async () => {
  const { user, accessToken } = await signedIn({ roleId: builtInRoles.administrator })
  const browser = await service.send('POST', '/sessions', { username: user.username, password })
  const whole = browser.body.user.permissions
  const less = whole.filter((permission) => !isForConsoleOnly(permission))
  expect(whole).toEqual(expect.arrayContaining(['console.access', 'settings.write', 'sso.write']))
  expect((await signIn(user.username)).body.user.permissions).toEqual(less)
  expect((await current(accessToken)).body.user.permissions).toEqual(less)
  const call = (method: 'GET' | 'PUT' | 'POST', path: string, body?: object) =>
    service.sendAsApp(method, path, body, accessToken)
  for (const refused of [
    await call('GET', '/settings'),
    await call('PUT', '/settings', {}),
    await call('POST', '/roles', { name: 'By an app', permissions: [] }),
    await call('POST', '/sso-connections', {}),
    await call('GET', '/sso-connections'),
  ]) {
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
  }
  for (const path of ['/users', '/messages', '/audit-events', '/organizations']) {
    expect((await call('GET', path)).status).toBe(200)
  }
})

test('an app can not assign a role that it could not use itself', async () => {
  const { accessToken } = await signedIn({ roleId: builtInRoles.administrator })
  const { id } = await createUser(service.deps)
  const body = { roleId: builtInRoles.administrator }
  const given = await service.sendAsApp('PATCH', `/users/${id}`, body, accessToken)
  expect(given).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
})

test('a device token proves the device like its cookie', async () => {
  const { user, deviceToken } = await signedIn()
  for (let n = 0; n < 6; n += 1) await signIn(user.username, { password: 'wrong' })
  expect((await signIn(user.username)).status).toBe(429)
  expect((await signIn(user.username, { deviceToken })).status).toBe(201)
  const other = await signedIn()
  const stranger = await signIn(user.username, { deviceToken: other.deviceToken })
  expect(stranger.status).toBe(429)
})

test('both kinds of client are listed', async () => {
  const { user, accessToken } = await signedIn()
  service.clock.advance(second)
  await service.send('POST', '/sessions', { username: user.username, password })
  const { body } = await service.sendAsApp('GET', '/sessions', undefined, accessToken)
  expect(body.items.map(({ client, current }) => [client, current])).toEqual([
    ['browser', false],
    ['app', true],
  ])
})

describe('the caller of a request', () => {
  const callWith = (authorization: string | undefined, cookies: Record<string, string> = {}) =>
    service.app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions/current',
      cookies,
      headers: authorization === undefined ? {} : { authorization },
    })

  test('is unknown without a token: RFC 6750 requires an answer without an error', async () => {
    const answer = await callWith(undefined)
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })

  test('comes from the token even beside a cookie, and its call needs no Origin', async () => {
    const app = await signedIn()
    const browser = await service.send('POST', '/sessions', {
      username: (await createUser(service.deps)).username,
      password,
    })
    expect((await callWith(`Bearer ${app.accessToken}`, browser.cookies)).statusCode).toBe(204)
    expect((await current(app.accessToken)).status).toBe(401)
    const mine = await service.send('GET', '/sessions/current', undefined, browser.cookies)
    expect(mine.status).toBe(200)
  })

  test('does not come from the cookie if the token is refused', async () => {
    const { username } = await createUser(service.deps)
    const { cookies } = await service.send('POST', '/sessions', { username, password })
    for (const authorization of ['Bearer nonsense', 'bearer', 'Bearer ']) {
      expect((await callWith(authorization, cookies)).statusCode, authorization).toBe(401)
    }
  })

  test('comes from the cookie under a proxy’s own scheme, and the cookie needs its Origin', async () => {
    const { username } = await createUser(service.deps)
    const { cookies } = await service.send('POST', '/sessions', { username, password })
    expect((await callWith('Basic cHJveHk6eA==', cookies)).statusCode).toBe(403)
    const answer = await service.app.inject({
      url: '/api/v1/sessions/current',
      cookies,
      headers: { authorization: 'Basic cHJveHk6eA==' },
    })
    expect(answer.statusCode).toBe(200)
  })
})
