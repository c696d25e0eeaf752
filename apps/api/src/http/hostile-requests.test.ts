import { contracts } from '@rekey/contracts/all'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostileRequests } from '../../testing/hostile-requests.ts'
import { planted } from '../../testing/hostile-words.ts'
import { signInWith } from '../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'

/**
 * Whatever a client sends: the answer is never a 500, it is as the OpenAPI document says, and it
 * repeats no secret. The test service compares each answer with the document by itself. A longer
 * test, with a real server and 100,000 requests, is in soak/hostile-requests.soak.ts.
 */
const seed = 20_261_130
const runsOfEach = 6
let service: TestApp
const ids: string[] = []

beforeAll(async () => {
  service = await createTestApp({ LOG_LEVEL: 'info', BOUNCE_ADDRESS: 'bounce@northwind.example' })
  for (const kind of ['staff', 'member', 'contact'] as const) {
    ids.push((await createUser(service.deps, { kind })).id)
  }
})
afterAll(async () => service.close())

test.each(contracts)('$name answers hostile requests as documented', async (contract) => {
  const { cookies } = await signInWith(service, [], { roleId: builtInRoles.administrator })
  const cookie = Object.entries(cookies).map((pair) => pair.join('='))
  const browser = { cookie: cookie.join('; '), origin: service.deps.config.publicUrl }
  const property = fc.asyncProperty(
    hostileRequests(contract, ids),
    fc.boolean(),
    async ({ path, body, ...request }, isSignedIn) => {
      const headers = { ...(isSignedIn && browser), ...request.headers }
      const payload = body ? { payload: body } : {}
      const answer = await service.app.inject({ ...request, url: path, headers, ...payload })
      expect(answer.statusCode, answer.body).not.toBe(500)
      expect(answer.body).not.toContain(planted)
    },
  )
  await fc.assert(property, { seed, numRuns: runsOfEach })
})

test('no line of the log contains a secret of these requests', () => {
  expect(service.logged.filter((line) => line.includes(planted))).toEqual([])
})
