import { contracts } from '@rekey/contracts/all'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'

/** No client input may cause a 500 or disturb another client's request. */
let service: TestApp
let cookies: Record<string, string>

beforeAll(async () => {
  service = await createTestApp()
  const { username } = await createUser(service.deps, { roleId: builtInRoles.administrator })
  const answer = await service.send('POST', '/sessions', {
    username,
    password: 'correct horse battery',
  })
  cookies = answer.cookies
})
afterAll(async () => service.close())

const inject = (options: {
  method: string
  url: string
  payload?: string | Buffer
  type?: string | null
}) =>
  service.app.inject({
    method: options.method as 'POST',
    url: options.url,
    cookies,
    headers: {
      origin: 'http://localhost:3000',
      ...(options.type !== null &&
        options.payload !== undefined && { 'content-type': options.type ?? 'application/json' }),
    },
    ...(options.payload !== undefined && { payload: options.payload }),
  })

const withoutBody = contracts.filter(
  ({ method, body, rawBody }) => method !== 'GET' && !body && !rawBody,
)
const withBody = contracts.filter(({ body, takes }) => body && !takes)
const urlOf = ({ path }: { path: string }) =>
  `/api/v1${path.replace('{id}', '00000000-0000-4000-8000-00000000000f')}`

/** Values that no field accepts, and some that only look right. */
const values: unknown[] = [
  null,
  0,
  1.5,
  true,
  [],
  ['a'],
  {},
  '',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202e',
  'ß'.repeat(5_000),
  { toString: 'x' },
]

const unknownId = '00000000-0000-4000-8000-00000000000f'
const credential = { id: 'x', rawId: 'x', type: 'public-key' }
const passkeyAnswer = {
  ...credential,
  response: { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' },
}
const newPasskey = { ...credential, response: { clientDataJSON: 'x', attestationObject: 'x' } }

/**
 * A body that each contract accepts, with all its text fields; those in `optional` may be left out.
 */
const bodies: Record<string, Record<string, unknown>> = {
  'sign-in-options': { username: 'x' },
  'request-reset': { username: 'x' },
  'request-temporary-password': { username: 'x' },
  'inspect-reset': { token: 'x' },
  'inspect-disown': { token: 'x' },
  'verify-code': { token: 'x', code: 'x' },
  'complete-reset': { token: 'x', code: 'x', newPassword: 'x' },
  'disown-reset': { token: 'x' },
  'confirm-address': { token: 'x' },
  'sign-in': { username: 'x', password: 'x', client: 'app', deviceToken: 'x' },
  'prove-second-factor': { challenge: 'x', method: 'totp', code: 'x', deviceToken: 'x' },
  'sign-in-with-passkey': { response: passkeyAnswer, deviceToken: 'x' },
  'prove-factor-again': { method: 'totp', code: 'x' },
  'add-totp': { name: 'x' },
  'confirm-totp': { code: 'x' },
  'add-passkey': { name: 'x', response: newPasskey },
  'rename-second-factor': { name: 'x' },
  'start-factor-recovery': { reason: 'x' },
  'verify-caller': { code: 'x' },
  'add-recovery-address': { email: 'x@x.example' },
  'confirm-recovery-address': { code: 'x' },
  'refresh-session': { refreshToken: 'x' },
  'change-password': { currentPassword: 'x', newPassword: 'x' },
  'create-api-key': { name: 'x', scopes: ['users.read'], expiresAt: '2050-01-01T00:00:00.000Z' },
  'create-user': { username: 'x', displayName: 'x', kind: 'staff' },
  'change-user': { displayName: 'x' },
  'reactivate-user': {},
  'start-user-reset': { reason: 'x' },
  'create-organization': { name: 'x' },
  'change-organization': { name: 'x' },
  'change-settings': { ...defaultSettings },
  'create-sso-connection': {
    name: 'x',
    issuer: 'https://idp.example',
    clientId: 'x',
    clientSecret: 'x',
    protocol: 'oidc',
  },
  'change-sso-connection': {
    name: 'x',
    issuer: 'x',
    clientId: 'x',
    signInUrl: 'https://x.example',
  },
  'read-sso-metadata': { url: 'https://idp.example/metadata' },
  'claim-sso-domain': { domain: 'northwind.example' },
  'create-role': { name: 'x', permissions: [] },
  'change-role': { name: 'x', permissions: [] },
  'prove-sso-link': { password: 'x' },
  'inspect-sso-link': { token: 'x' },
  'complete-sso-link': { token: 'x', code: 'x' },
  'create-webhook': {
    url: 'https://shop.example',
    events: ['password.changed'],
    description: 'x',
  },
  'change-webhook': { url: 'https://shop.example' },
  'create-reset-campaign': { name: 'x', reason: 'x', method: 'code', userIds: [unknownId] },
  'change-reset-campaign': { perMinute: 60 },
  'create-user-batch': { action: 'deactivate', userIds: [unknownId] },
  'replay-webhook-events': { since: '2026-11-29T00:00:00Z' },
}
const optional: Record<string, string[]> = {
  'sign-in': ['client', 'deviceToken'],
  'prove-second-factor': ['deviceToken'],
  'sign-in-with-passkey': ['deviceToken'],
  'create-api-key': ['expiresAt'],
  'change-password': ['currentPassword'],
  'change-settings': ['secondFactorForConsole'],
  'change-user': ['displayName'],
  'start-user-reset': ['reason'],
  'change-organization': ['name'],
  'change-role': ['name'],
  'create-reset-campaign': ['method'],
  'create-webhook': ['description'],
  'change-webhook': ['url'],
  'create-sso-connection': ['clientId', 'clientSecret'],
  'change-sso-connection': ['name', 'issuer', 'clientId', 'signInUrl'],
}

describe.each(withBody.map((contract) => [contract.name, contract] as const))(
  '%s',
  (name, contract) => {
    const good = bodies[name] ?? {}
    const fields = Object.keys(good).filter((field) => typeof good[field] === 'string')
    const call = (payload: string | Buffer, type?: string | null) =>
      inject({
        method: contract.method,
        url: urlOf(contract),
        payload,
        ...(type !== undefined && { type }),
      })

    test('has its fields tried here', () => {
      expect(bodies[name]).toBeDefined()
    })

    test('wrong types and unstorable text get a problem that names the field', async () => {
      for (const field of fields) {
        for (const value of values) {
          const response = await call(JSON.stringify({ ...good, [field]: value }))
          expect(response.statusCode, `${field}: ${JSON.stringify(value)}`).toBeLessThan(500)
          // Some of these are valid in names: U+202E isn't a control character.
          if (response.statusCode < 300) continue
          const { code, status, errors } = response.json()
          expect(response.headers['content-type']).toContain('application/problem+json')
          expect(status).toBe(response.statusCode)
          if (typeof value !== 'string') {
            expect(code).toBe('bad-request')
            expect(errors[0].pointer).toBe(`/${field}`)
          }
        }
      }
    })

    test('missing and unknown fields are named', async () => {
      for (const field of fields) {
        if (optional[name]?.includes(field)) continue
        const { [field]: _left, ...rest } = good
        const response = await call(JSON.stringify(rest))
        expect(response.json()).toMatchObject({
          code: 'bad-request',
          errors: [{ pointer: `/${field}` }],
        })
      }
      const extra = await call(JSON.stringify({ ...good, isAdmin: true }))
      expect(extra.json()).toMatchObject({ code: 'bad-request' })
      expect(JSON.stringify(extra.json().errors)).toContain('isAdmin')
    })

    test('a body that is not a JSON object gets a problem', async () => {
      for (const payload of [
        ' ',
        '{',
        '[]',
        '"x"',
        '1',
        '{"__proto__":{"a":1}}',
        '\ufeff{"a":1}',
        Buffer.from([0xff, 0xfe, 0x00]),
      ]) {
        expect((await call(payload)).statusCode).toBe(400)
      }
    })

    test('another content type is not supported', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
        'nonsense',
      ]) {
        const response = await call('a=b', type)
        expect(response.json().code, type).toBe('unsupported-media-type')
      }
    })

    test('a body over 16 KiB, or over the limit of the call, is too large', async () => {
      const filler = 'x'.repeat(contract.bodyLimit ?? 16 * 1_024)
      const response = await call(JSON.stringify({ ...good, filler }))
      expect(response.json()).toMatchObject({ status: 413, code: 'too-large' })
    })
  },
)

const reachable = withoutBody.filter((contract) => !urlOf(contract).includes('{'))

test.each(reachable.map((contract) => [contract.name, contract] as const))(
  '%s takes no body, and refuses fields that nobody would read',
  async (_name, contract) => {
    const call = (payload: string) =>
      inject({ method: contract.method, url: urlOf(contract), payload })
    expect((await call('{"perMinute":1}')).json()).toMatchObject({
      code: 'bad-request',
      errors: [{ pointer: '/perMinute', detail: 'is not known' }],
    })
    expect((await call('[]')).json().code).toBe('bad-request')
  },
)

describe('a form', () => {
  const forms = contracts.filter(({ takes }) => takes)
  const post = (url: string, payload: string, type = 'application/x-www-form-urlencoded') =>
    inject({ method: 'POST', url, payload, type })

  test.each(forms.map((contract) => [contract.name, contract] as const))(
    '%s accepts nothing else, and nothing that can not be stored',
    async (_name, contract) => {
      const url = urlOf(contract)
      for (const payload of ['', 'a=b', 'SAMLResponse=', 'SAMLResponse=a%00', '%', '__proto__=a']) {
        expect((await post(url, payload)).statusCode, payload).toBe(400)
      }
      expect((await post(url, 'SAMLResponse=a&SAMLResponse=b')).statusCode).toBe(400)
      const json = await post(url, '{"SAMLResponse":"a"}', 'application/json')
      expect(json.json().code).toBe('unsupported-media-type')
      const long = await post(url, `SAMLResponse=${'a'.repeat(contract.bodyLimit ?? 0)}`)
      expect(long.json()).toMatchObject({ status: 413, code: 'too-large' })
    },
  )
})

test('unknown paths and queries are not found', async () => {
  for (const url of [
    '/api/v1/nothing',
    '/api/v2',
    '/api/v1/sessions/%00',
    '/api/v1/sessions/%ff',
    '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200',
    '/api/v1/%E0%A4%A',
  ]) {
    const response = await inject({ method: 'GET', url })
    expect([400, 404], url).toContain(response.statusCode)
    expect(response.json().requestId).toEqual(expect.any(String))
  }
  const { statusCode } = await inject({ method: 'DELETE', url: '/api/v1/sessions/not-a-uuid' })
  expect(statusCode).toBe(400)
})

test('a hundred bad requests do not disturb the good ones among them', async () => {
  const asks = Array.from({ length: 200 }, (_, n) =>
    service.send('POST', '/password-resets', {
      username: n % 2 ? `good-${n}@northwind.example` : 'bad\0name',
    }),
  )
  const answers = await Promise.all(asks)
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(100)
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(100)
})

test('no route answers a server error in all of this', () => {
  expect(service.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
})
