import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { auditActions } from '@rekey/contracts/audit-actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { preferred } from './send-variant.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp({ CORS_ORIGINS: 'https://shop.northwind.example' })
})
afterAll(async () => service.close())

const get = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  service.app.inject({ method, url: '/openapi.json', headers })

describe('the OpenAPI document', () => {
  test('is sent in the smallest form that the caller accepts, with the same content in each', async () => {
    const plain = await get()
    expect(plain.json()).toMatchObject({ openapi: '3.1.0' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    const br = await get({ 'accept-encoding': 'gzip, deflate, br, zstd' })
    expect(br.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br.rawPayload)).toEqual(plain.rawPayload)
    const gz = await get({ 'accept-encoding': 'gzip' })
    expect(gz.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gz.rawPayload)).toEqual(plain.rawPayload)
    expect(br.rawPayload.length * 8).toBeLessThan(plain.rawPayload.length)
    for (const { headers } of [plain, br, gz]) {
      expect(headers.vary).toContain('Accept-Encoding')
      expect(headers['content-type']).toBe('application/json; charset=utf-8')
    }
    expect(new Set([plain, br, gz].map(({ headers }) => headers.etag)).size).toBe(3)
  })

  test('lists the actions that an audit event may record', async () => {
    const told = (await get()).json().components.schemas.AuditEvent.properties.action.description
    for (const action of auditActions) expect(told).toContain(action)
  })

  test('is not sent again to a caller who already has it', async () => {
    const { headers } = await get()
    const etag = String(headers.etag)
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get({ 'if-none-match': known })
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag])
      expect(again.headers.vary).toContain('Accept-Encoding')
    }
    expect((await get({ 'if-none-match': '"other"' })).statusCode).toBe(200)
    expect((await get({ 'if-none-match': etag, 'accept-encoding': 'br' })).statusCode).toBe(200)
  })

  test('answers HEAD with the headers of GET and no body', async () => {
    const [head, full] = [await get({}, 'HEAD'), await get()]
    expect([head.statusCode, head.body]).toEqual([200, ''])
    expect(head.headers['content-length']).toBe(String(full.rawPayload.length))
    expect(head.headers.etag).toBe(full.headers.etag)
    const known = await get({ 'if-none-match': String(full.headers.etag) }, 'HEAD')
    expect(known.statusCode).toBe(304)
  })

  test('tells caches that it also depends on the origin', async () => {
    const { headers } = await get({ origin: 'https://shop.northwind.example' })
    expect(headers.vary).toBe('Origin, Accept-Encoding')
  })
})

test.each([
  ['', 'identity'],
  ['identity', 'identity'],
  ['br', 'br'],
  ['gzip, br', 'br'],
  ['GZIP', 'gzip'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['br;q=0, gzip;q=0', 'identity'],
  ['br;q=0, *', 'gzip'],
  ['*', 'br'],
  ['*;q=0', 'identity'],
  ['identity;q=0.5, gzip;q=0.2', 'identity'],
  ['br ; q=0.8 , gzip ; q=0.9', 'gzip'],
  ['deflate', 'identity'],
  ['br;q=nonsense', 'br'],
])('Accept-Encoding "%s" gets %s', (header, encoding) => {
  expect(preferred(header)).toBe(encoding)
})
