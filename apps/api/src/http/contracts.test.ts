import { contracts } from '@rekey/contracts/all'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

test('every contract has a route, and every route under /api/v1 a contract', () => {
  for (const { method, path } of contracts) {
    const url = `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`
    expect(service.app.hasRoute({ method, url }), `${method} ${url}`).toBe(true)
  }
  const routes = service.app.printRoutes({ commonPrefix: false })
  const methods = routes.match(/\b(GET|POST|PUT|PATCH|DELETE)\b(?=[^(]*\))/g) ?? []
  expect(methods.length).toBeGreaterThanOrEqual(contracts.length)
})

test('every contract is documented, with its answers and its problems', async () => {
  const document = (await service.app.inject('/openapi.json')).json()
  for (const { method, path, status, name, limit, problems } of contracts) {
    const operation = document.paths[path]?.[method.toLowerCase()]
    expect(operation?.operationId).toBe(name)
    expect(operation.responses[status]).toBeDefined()
    if (limit) expect(operation.responses['429']).toBeDefined()
    for (const code of problems) expect(JSON.stringify(operation.responses)).toContain(code)
  }
})

test('every public call with an effect has a limit per IP', () => {
  const unlimited = contracts.filter(
    ({ access, method, limit }) => access === 'public' && method !== 'GET' && !limit,
  )
  expect(unlimited).toEqual([])
})

test('every call that needs a session is refused without one', async () => {
  for (const { method, path, access, body } of contracts.filter(
    (contract) => contract.access !== 'public',
  )) {
    const url = `/api/v1${path.replace('{id}', '00000000-0000-4000-8000-00000000000f')}`
    const payload = body ? { currentPassword: 'x', newPassword: 'y' } : undefined
    const response = await service.app.inject({ method, url, ...(payload && { payload }) })
    expect(response.json().code, `${method} ${path} ${JSON.stringify(access)}`).toBe(
      'not-signed-in',
    )
  }
})

test('every answer has the security headers', async () => {
  for (const url of ['/api/v1/site', '/healthz', '/nothing']) {
    const { headers } = await service.app.inject(url)
    expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-robots-tag']).toBe('noindex')
  }
  expect((await service.app.inject('/api/v1/site')).headers['cache-control']).toBe('no-store')
})

test('the well-known address of password managers leads to the account page', async () => {
  const response = await service.app.inject('/.well-known/change-password')
  expect(response.statusCode).toBe(302)
  expect(response.headers.location).toBe('/account/password')
})
