import { beforeAll, expect, test } from 'vitest'
import { loadBlocklist } from './blocklist.ts'
import { estimateStrength } from './estimate-strength.ts'
import { type JudgesTools, judgePassword } from './judge-password.ts'
import labelsOfEnglishRule from './labels-of-english-rule.json' with { type: 'json' }
import { loadAllLanguages } from './load-language.ts'
import { isPersonal } from './personal-words.ts'
import type { StrengthLabel } from './strength.ts'
import examples from './weak-and-strong.json' with { type: 'json' }

const { strong, weak } = examples

let tools: JudgesTools
beforeAll(async () => {
  const [{ has: isBlocklisted }] = await Promise.all([loadBlocklist(), loadAllLanguages()])
  tools = { estimateStrength, isBlocklisted, isPersonal }
}, 120_000)

const isAccepted = (password: string) =>
  judgePassword(password, { policy: 'balanced', words: [] }, tools).accepted

test.each([
  'абвгдеёжзийклмн',
  'йцукенгшщзхъфыв',
  'пароль123456789',
  'Пароль12345!!',
  'ςερτυθιοπασδφγη',
  '一二三四五六七八九十一二三四五',
  'motdepassemotdepasse',
  'contraseñacontraseña',
  'Passwort2024!!',
  'abcdefghijklmno',
  'qwertyuiopasdfg',
])('%j is refused, as weak in any language is weak', (password) => {
  expect(isAccepted(password)).toBe(false)
})

test('words, alphabets, keyboards, dates and repeats of many languages are refused', () => {
  expect(weak.filter(isAccepted)).toEqual([])
}, 60_000)

test('unrelated words of any language are accepted', () => {
  expect(strong.filter((password) => !isAccepted(password))).toEqual([])
}, 60_000)

const labels: StrengthLabel[] = ['Too weak', 'Poor', 'Acceptable', 'Strong', 'Excellent']

test('no password is rated stronger than by a rule that only knows English', () => {
  const known = Object.entries(labelsOfEnglishRule)
  const risen = known.filter(
    ([password, label]) =>
      labels.indexOf(estimateStrength(password).label) > labels.indexOf(label as StrengthLabel),
  )
  expect(known.length).toBeGreaterThan(300)
  expect(risen).toEqual([])
}, 60_000)

const hostile = {
  'signs of many units': '👨‍👩‍👧‍👦'.repeat(32),
  'a letter that stands for eighteen': 'ﷺ'.repeat(128),
  'marks on one letter': `a${'\u0301'.repeat(127)}`,
  'letters of every keyboard': 'йəקსㅂضๆа'.repeat(16),
  'words tangled with digits': 'а1б2в3г4'.repeat(16),
  'the same piece over and over': 'Лето2024!!'.repeat(12),
  'half of a surrogate pair': `${'\ud83d'.repeat(64)}${'\ude00'.repeat(64)}`,
}

test.each(Object.entries(hostile))('%s is judged like anything else', (_, password) => {
  const { score } = estimateStrength(password, ['Jane Doe'])
  expect([0, 1, 2, 3, 4]).toContain(score)
})
