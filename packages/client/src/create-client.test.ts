import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { json, openScriptedServer, type ScriptedServer } from '../testing/scripted-server.ts'
import { createClient } from './create-client.ts'

let server: ScriptedServer

beforeAll(async () => {
  server = await openScriptedServer()
})
afterAll(async () => server.close())
afterEach(() => vi.unstubAllGlobals())

const rekey = (options = {}) => createClient({ baseUrl: server.url, ...options })
const seen = () => server.seen[0]

describe('the base address', () => {
  test.each(['', '/', '//', '/api/v1', '/api/v1/', '/api/', '?from=mail#top'])(
    'may end with "%s"',
    async (end) => {
      server.answer(json(200, {}))
      await createClient({ baseUrl: `${server.url}${end}` }).site()
      expect(seen()?.url).toBe('/api/v1/site')
    },
  )

  test('may have a path in front of the API', async () => {
    server.answer(json(200, {}))
    await createClient({ baseUrl: new URL(`${server.url}/accounts/`) }).site()
    expect(seen()?.url).toBe('/accounts/api/v1/site')
  })

  test('may be a path in a page', async () => {
    vi.stubGlobal('location', { href: `${server.url}/shop/cart?step=2` })
    server.answer(json(200, {}))
    await createClient({ baseUrl: '/accounts' }).site()
    expect(seen()?.url).toBe('/accounts/api/v1/site')
  })

  test.each(['', 'accounts.example.com', 'ftp://x.example', 'https://a:b@x.example'])(
    '"%s" is refused when the client is made',
    (baseUrl) => {
      expect(() => createClient({ baseUrl })).toThrow(TypeError)
    },
  )

  test('that redirects is told, and nothing is sent to the other one', async () => {
    server.answer({ status: 301, headers: { location: 'https://accounts.example.com/x' } })
    await expect(rekey().requestReset({ username: 'jane' })).rejects.toThrow(
      'It redirects to https://accounts.example.com. Is that the address of Rekey?',
    )
  })
})

describe('keys and tokens', () => {
  test.each([{ apiKey: '' }, { apiKey: undefined }, { accessToken: ' ' }])(
    '%j is refused when the client is made',
    (options) => {
      expect(() => rekey(options)).toThrow('is empty. Is the environment variable set')
    },
  )

  test('both are refused, unless one is missing', async () => {
    expect(() => rekey({ apiKey: 'rk_test', accessToken: 't' })).toThrow('not both')
    server.answer(json(200, {}))
    await rekey({ apiKey: undefined, accessToken: () => 't' }).site()
    expect(seen()?.headers.authorization).toBe('Bearer t')
  })

  test('a line break at the end of a key is dropped', async () => {
    server.answer(json(200, {}))
    await rekey({ apiKey: 'rk_test\n' }).site()
    expect(seen()?.headers.authorization).toBe('Bearer rk_test')
  })

  test('a key that can’t be one is refused without repeating it', () => {
    expect(() => rekey({ apiKey: 'rk_sec ret' })).toThrow(/^(?!.*sec).*apiKey/)
  })

  test('a function gives the token of each try', async () => {
    const tokens = ['first', 'second']
    const client = rekey({ accessToken: async () => tokens.shift() ?? null })
    server.answer({ status: 502 }, json(200, {}))
    await client.site()
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer first',
      'Bearer second',
    ])
  })

  test('calls with a token have no idempotency key, which counts for programs only', async () => {
    server.answer(json(202, {}))
    await rekey({ accessToken: 't' }).requestReset({ username: 'jane' })
    expect(seen()?.headers).not.toHaveProperty('idempotency-key')
  })
})

describe('input', () => {
  test('that is undefined or null stays out of the query, and the rest is encoded', async () => {
    server.answer(json(200, { items: [], nextCursor: null }))
    await rekey().listUsers({ search: 'å & b=c', kind: undefined, limit: 10 })
    expect(seen()?.url).toBe('/api/v1/users?search=%C3%A5+%26+b%3Dc&limit=10')
  })

  test.each(['', '.', '..', undefined])(
    'the id %j is refused, because it would call something else',
    async (id) => {
      server.answer(json(200, {}))
      await expect(rekey().endSession({ id: id as string })).rejects.toThrow(
        'endSession needs `id`',
      )
      expect(server.seen).toHaveLength(0)
    },
  )

  test('an id with a slash stays one part of the path', async () => {
    server.answer(json(200, {}))
    await rekey().showUser({ id: 'a/../b?c' })
    expect(seen()?.url).toBe('/api/v1/users/a%2F..%2Fb%3Fc')
  })

  test('an operation whose body has only optional fields sends an empty one', async () => {
    server.answer(json(200, {}))
    await rekey().reactivateUser({ id: 'u1' })
    expect(seen()).toMatchObject({ body: '{}', headers: { 'content-type': 'application/json' } })
    server.answer(json(200, {}))
    await rekey().deactivateUser({ id: 'u1' })
    expect(seen()?.headers).not.toHaveProperty('content-type')
  })

  test('no framework may keep an answer for later callers', async () => {
    const fetch = vi.fn(async (_url: unknown, _init?: RequestInit) => Response.json({}))
    await rekey({ fetch }).site()
    expect(fetch.mock.lastCall?.[1]).toMatchObject({ cache: 'no-store' })
  })

  test('headers, the end user’s address and what came back go through', async () => {
    server.answer(json(200, {}, { etag: '"7"' }))
    const etags: (string | null)[] = []
    await rekey().showSettings(
      {},
      {
        clientIp: '198.51.100.7',
        headers: { 'If-Match': '"6"' },
        onAnswer: ({ headers }) => etags.push(headers.get('etag')),
      },
    )
    expect(seen()?.headers).toMatchObject({ 'x-client-ip': '198.51.100.7', 'if-match': '"6"' })
    expect(etags).toEqual(['"7"'])
  })
})

describe('answers', () => {
  test('without a body are undefined', async () => {
    server.answer({ status: 204 })
    expect(await rekey().signOut()).toBeUndefined()
  })

  test.each([
    ['text/html', '<!doctype html><title>Shop</title>'],
    ['application/json', ''],
    ['application/json', '{"items":'],
  ])('of type %s with the body %j are refused where JSON is due', async (type, body) => {
    server.answer({ status: 200, headers: { 'content-type': type }, body })
    await expect(rekey().site()).rejects.toThrow(
      'This is no answer of Rekey. Is baseUrl the address of Rekey?',
    )
  })

  test('as problems carry everything that they say', async () => {
    const document = {
      type: 'https://a.example/docs/errors#bad-request',
      title: 'The request is not well formed',
      status: 400,
      code: 'bad-request',
      errors: [{ pointer: '/username', detail: 'is required' }],
      requestId: 'r-7',
    }
    server.answer(
      json(400, document, { 'content-type': 'application/problem+json; charset=utf-8' }),
    )
    const error: unknown = await rekey()
      .requestReset({ username: '' })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({
      name: 'RekeyProblem',
      message: 'bad-request: The request is not well formed /username is required',
      code: 'bad-request',
      status: 400,
      errors: document.errors,
      requestId: 'r-7',
      retryAfter: null,
      document,
    })
  })
})

describe('fetch', () => {
  test('is called without `this`, which browsers refuse', async () => {
    const strict = vi.fn(function (this: unknown) {
      if (this !== undefined) throw new TypeError('Illegal invocation')
      return Promise.resolve(Response.json({ ok: true }))
    })
    vi.stubGlobal('fetch', strict)
    expect(await rekey().site()).toEqual({ ok: true })
    expect(await rekey({ fetch: strict }).site()).toEqual({ ok: true })
  })

  test('is looked up at each call, so that a tool can replace it', async () => {
    const client = rekey()
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ replaced: true })))
    expect(await client.site()).toEqual({ replaced: true })
  })

  test('works on http pages, where randomUUID is missing', async () => {
    const { getRandomValues } = globalThis.crypto
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(globalThis.crypto) })
    server.answer(json(202, {}))
    await rekey({ apiKey: 'rk_test' }).requestReset({ username: 'jane' })
    expect(seen()?.headers['idempotency-key']).toMatch(/^\d+-\d+-\d+-\d+$/)
  })
})

test('a list whose cursor leads to itself ends', async () => {
  server.answer(json(200, { items: [1], nextCursor: 'same', prevCursor: null }))
  const items = []
  for await (const item of rekey().listUsers.all()) items.push(item)
  expect(items).toEqual([1, 1])
})

test('a client can be awaited, and logged without showing its key', async () => {
  const client = await Promise.resolve(rekey({ apiKey: 'rk_secret' }))
  expect(inspect(client, { depth: 5 })).not.toContain('rk_secret')
})
