import { contracts } from '@rekey/contracts/all'
import type { Contract } from '@rekey/contracts/route'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../testing/seeded-random.ts'
import { soakSeed, soakTimes } from '../testing/soak-seed.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

/** Nothing that a client sends makes a 500: bodies that nobody thought of, for every call. */
let service: TestApp

beforeAll(async () => {
  service = await createTestApp({ LOG_LEVEL: 'error' })
})
afterAll(async () => service.close())

const random = createRandom(soakSeed)
const below = (count: number) => Math.floor(random() * count)
const pick = <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] ?? from[0]

const fields = [
  'username',
  'token',
  'code',
  'newPassword',
  'password',
  'currentPassword',
  'client',
  'endOtherSessions',
  '__proto__',
  'constructor',
] as const

const characters = [
  'a',
  'Z',
  '0',
  '-',
  '.',
  '@',
  ' ',
  '%',
  '"',
  '\\',
  '\0',
  '\u0001',
  '\ud800',
  '\udc00',
  '\u202e',
  'ß',
  '\u{1f600}',
  '\u0301',
] as const

const text = (longest: number) =>
  Array.from({ length: below(longest) }, () => pick(characters)).join('')

function anything(depth = 0): unknown {
  const simple = [
    null,
    true,
    -1,
    1e308,
    0.1,
    text(8),
    text(300),
    text(6_000),
    below(1_000_000),
  ] as const
  if (depth > 2 || random() < 0.7) return pick(simple)
  if (random() < 0.5) return Array.from({ length: below(4) }, () => anything(depth + 1))
  return Object.fromEntries(
    Array.from({ length: below(5) }, () => [pick(fields), anything(depth + 1)]),
  )
}

/** The fields that a contract knows, each with anything; now and then not even that. */
function likeA({ body }: Contract): unknown {
  const known = body && 'shape' in body ? Object.keys(body.shape as object) : []
  if (random() < 0.3) return anything()
  return Object.fromEntries(
    known.map((name) => [name, random() < 0.8 ? pick([text(8), text(300), text(40)]) : anything()]),
  )
}

/** As JSON, now and then with some bytes of it changed. */
function bodyFor(contract: Contract): Buffer {
  const bytes = Buffer.from(JSON.stringify(likeA(contract)))
  if (random() < 0.2) {
    for (let n = below(4); n >= 0; n -= 1) bytes[below(bytes.length)] = below(256)
  }
  return bytes
}

test.each(contracts.filter((contract) => contract.body))(
  '$name answers whatever comes with a status under 500',
  async (contract) => {
    for (let n = 0; n < soakTimes(3_000); n += 1) {
      const payload = bodyFor(contract)
      const { statusCode } = await service.app.inject({
        method: contract.method,
        url: `/api/v1${contract.path}`,
        headers: { 'content-type': 'application/json' },
        payload,
      })
      expect(statusCode, payload.toString('base64')).toBeLessThan(500)
    }
  },
)
