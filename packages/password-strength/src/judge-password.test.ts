import { beforeAll, describe, expect, test } from 'vitest'
import { loadBlocklist } from './blocklist.ts'
import { type JudgesTools, judgePassword, refusePassword } from './judge-password.ts'
import { loadEstimator } from './load-estimator.ts'
import { type PasswordProblem, sameAsCurrent } from './password-faults.ts'
import { minimumLength, type PolicyName, policySentence } from './policies.ts'

const words = ['Jane Doe', 'jane.doe@northwind.example', 'Northwind Traders']
const phrase = 'purple lamp river stone'
const decomposed = 'Cafe\u0301-Kestrel7'

let tools: JudgesTools
beforeAll(async () => {
  const blocklist = await loadBlocklist()
  const { estimateStrength, isPersonal } = await loadEstimator()
  tools = { estimateStrength, isBlocklisted: blocklist.has, isPersonal }
})

const judge = (policy: PolicyName, password: string) =>
  judgePassword(password, { policy, words }, tools)

/** A strong password of exactly `length` code points. */
const ofLength = (length: number) =>
  `${phrase} Kestrel-7 ${'xk9Qm2vT7zRw'.repeat(12)}`.slice(0, length)

type Row = [password: string, problem: PasswordProblem | null]

const tables: Record<PolicyName, Row[]> = {
  balanced: [
    ['Kestrel-Harbor4', null],
    ['xK9$mQ2!vT', null],
    ['xK9$mQ2!v', 'too-short'],
    ['xK9amQ2bvT', 'missing-sorts'],
    ['xkqamwzbvtcdrf', 'missing-sorts'],
    ['xkqamwzbvtcdrfh', null],
    [phrase, null],
    ['Tokyo-Kaffee-東京7', null],
    ['Qwertzuiop1!', 'too-weak'],
    ['1234abcd1234abcd', 'too-weak'],
    ['Password1!', 'blocklisted'],
    ['Northwind2024!', 'personal'],
  ],
  'letter-and-digit': [
    ['kestrel7', null],
    ['zebra-42', null],
    ['abcdefg1', 'blocklisted'],
    ['PASSWORD1', 'blocklisted'],
    ['kestrel', 'too-short'],
    ['zebra42', 'too-short'],
    ['kestrelharbor', 'missing-sorts'],
    ['8305927461', 'missing-sorts'],
    ['janedoe7', 'personal'],
    ['ж1ж2ж3ж4', null],
  ],
  strict: [
    ['Kestrel-Harbor4', null],
    ['xK9$mQ2!vT7z', null],
    ['xK9$mQ2!vT7', 'too-short'],
    ['xK9amQ2bvT7zR', 'missing-sorts'],
    [phrase, 'missing-sorts'],
    ['Aa1!Aa1!Aa1!', 'too-weak'],
    ['J@neDoe-1985', 'personal'],
  ],
  nist: [
    [phrase, null],
    ['xkqamwzbvtcdrfh', null],
    ['xkqamwzbvtcdrf', 'too-short'],
    ['Kestrel-Harb4!', 'too-short'],
    ['1234567890123456', 'blocklisted'],
    ['northwindtraders', 'personal'],
  ],
}

describe.each(Object.entries(tables) as [PolicyName, Row[]][])('the policy %s', (policy, rows) => {
  test.each(rows)('judges %j: %j', (password, problem) => {
    const judgement = judge(policy, password)
    expect(judgement.accepted ? null : judgement.problem).toBe(problem)
  })

  test('takes 128 code points and refuses 129, which it never cuts', () => {
    expect(judge(policy, ofLength(128)).accepted).toBe(true)
    expect(judge(policy, ofLength(129))).toMatchObject({
      accepted: false,
      problem: 'too-long',
      reason: 'Use at most 128 characters. This one has 129.',
    })
  })

  test('judges composed and decomposed forms alike', () => {
    expect(judge(policy, decomposed)).toEqual(judge(policy, decomposed.normalize('NFC')))
  })
})

test('a letter outside the Basic Multilingual Plane counts once', () => {
  expect(judge('nist', `xkqamwzbvtcdr${'😀'}`)).toMatchObject({
    problem: 'too-short',
    reason: policySentence('nist'),
    tip: 'This one has 14 characters.',
  })
  expect(judge('nist', `xkqamwzbvtcdr${'😀🦊'}`).accepted).toBe(true)
  expect(judge('nist', '😀🦊🌍🚲🍋🎻🧭🪁🌵🦉🍄🛶🧵🎈🪴'.repeat(8) + '🐙'.repeat(8)).accepted).toBe(
    true,
  )
})

test('a refused password gets its label, one reason and one tip, in the words of the screen', () => {
  expect(judge('balanced', 'Qwertzuiop1!')).toMatchObject({
    accepted: false,
    strength: { score: 1, label: 'Too weak' },
    reason:
      'Choose a stronger password. This one is Too weak: neighbouring keys are easy to guess.',
    tip: 'Use three or four unrelated words.',
  })
  expect(judge('balanced', 'Password1!')).toMatchObject({
    strength: { label: 'Too weak' },
    reason: 'This password has appeared in a data leak. Choose another.',
    tip: 'Add another word.',
  })
  expect(judge('balanced', 'kestrelharbor')).toMatchObject({
    reason: policySentence('balanced'),
    tip: 'This one lacks an upper-case letter, a digit and a symbol.',
  })
  expect(judge('strict', 'Kestrel Harbor Lamp')).toMatchObject({
    reason: policySentence('strict'),
    tip: 'This one lacks a digit.',
  })
})

test('a caller who knows the old password can refuse it in the same form', () => {
  const { strength } = judge('balanced', phrase)
  expect(refusePassword(sameAsCurrent, strength)).toEqual({
    accepted: false,
    strength,
    problem: 'same-as-current',
    reason: 'Choose a password you haven’t used before.',
    tip: 'Use three or four unrelated words.',
  })
})

test('without the blocklist, as in the browser, all other rules apply', () => {
  const { estimateStrength, isPersonal } = tools
  const typed = (password: string) =>
    judgePassword(password, { policy: 'balanced', words }, { estimateStrength, isPersonal })
  expect(typed('Password1!')).toMatchObject({ accepted: false, problem: 'too-weak' })
  expect(typed('Kestrel-Harbor4')).toMatchObject({ accepted: true })
})

test('each policy states its rule in one sentence', () => {
  expect(policySentence('balanced')).toBe(
    'Use 15 or more characters; three or four unrelated words work well. Or use 10 or more with upper and lower case, a digit and a symbol.',
  )
  const policies: PolicyName[] = ['balanced', 'letter-and-digit', 'strict', 'nist']
  expect(policies.map(minimumLength)).toEqual([10, 8, 12, 15])
})
