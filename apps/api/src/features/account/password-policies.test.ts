import type { PolicyName } from '@rekey/contracts/fields'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { minute } from '../../lib/clock.ts'
import { replaceSettings } from '../../models/settings.ts'

const oldPassword = 'correct horse battery'

/** Looks strong, with exactly this many code points of every kind. */
const ofLength = (length: number) =>
  `purple lamp Kestrel-7 ${'xk9Qm2vT7zRw'.repeat(12)}`.slice(0, length)

/** The same word twice: é as one code point, and as e followed by an accent. */
const composed = 'Caf\u00e9-Kestrel-Harbor7'
const decomposed = 'Cafe\u0301-Kestrel-Harbor7'

type Case = readonly [what: string, password: string, refusedFor: Record<PolicyName, string | null>]

const all = (outcome: string | null): Record<PolicyName, string | null> => ({
  balanced: outcome,
  'letter-and-digit': outcome,
  strict: outcome,
  nist: outcome,
})

const tooShort = 'too-short'
const missing = 'missing-sorts'

const cases: readonly Case[] = [
  [
    'right by form, but leaked',
    'abcdefg1',
    { balanced: tooShort, 'letter-and-digit': 'blocklisted', strict: tooShort, nist: tooShort },
  ],
  [
    'eight characters with letter and digit',
    'orchard9',
    { balanced: tooShort, 'letter-and-digit': null, strict: tooShort, nist: tooShort },
  ],
  [
    'letters only',
    'kestrelharbor',
    { balanced: missing, 'letter-and-digit': missing, strict: missing, nist: tooShort },
  ],
  ['seven characters of all sorts', 'Plum-42', all(tooShort)],
  [
    'ten characters of all sorts',
    'xK9$mQ2!vT',
    { balanced: null, 'letter-and-digit': null, strict: tooShort, nist: tooShort },
  ],
  [
    'twelve characters of all sorts',
    'xK9$mQ2!vT7z',
    { balanced: null, 'letter-and-digit': null, strict: null, nist: tooShort },
  ],
  [
    'a phrase of fifteen letters and spaces',
    'fig lamp otters',
    { balanced: null, 'letter-and-digit': missing, strict: missing, nist: null },
  ],
  ['128 code points', ofLength(128), all(null)],
  ['129 code points', ofLength(129), all('too-long')],
  ['composed', composed, all(null)],
  ['decomposed', decomposed, all(null)],
]

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

/** All kinds by one policy. */
async function judgeAllBy(policy: PolicyName) {
  const { db, clock, settings } = service.deps
  const passwordPolicies = { staff: policy, device: policy, contact: policy, member: policy }
  const changed = { ...(await settings.current()), passwordPolicies }
  await db.$transaction((tx) => replaceSettings(tx, changed, clock.now()))
  service.clock.advance(minute)
}

const signIn = (username: string, password: string) =>
  service.send('POST', '/sessions', { username, password })

/** A user changes their own password. */
async function change(newPassword: string) {
  const user = await createUser(service.deps)
  const { cookies } = await signIn(user.username, oldPassword)
  const body = { currentPassword: oldPassword, newPassword }
  return { user, answer: await service.send('PUT', '/account/password', body, cookies) }
}

describe.each(['balanced', 'letter-and-digit', 'strict', 'nist'] as const)(
  'the policy %s',
  (policy) => {
    beforeAll(() => judgeAllBy(policy))

    test.each(cases)('judges %s: %j', async (_what, password, refusedFor) => {
      const { user, answer } = await change(password)
      const reason = refusedFor[policy]
      if (reason === null) {
        expect(answer.status).toBe(200)
        expect((await signIn(user.username, password)).status).toBe(201)
      } else {
        expect(answer).toMatchObject({
          status: 422,
          body: { code: 'password-not-accepted', reason, errors: [{ pointer: '/newPassword' }] },
        })
        expect((await signIn(user.username, oldPassword)).status).toBe(201)
      }
    })

    test('treats composed and decomposed forms as the same password', async () => {
      const { user } = await change(composed)
      expect((await signIn(user.username, decomposed)).status).toBe(201)
    })
  },
)
