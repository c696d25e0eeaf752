import { beforeAll, expect, test, vi } from 'vitest'
import { type EstimateStrength, type StrengthLabel, strengthSentence } from './strength.ts'

/** With English alone: other tests of this process may have loaded more languages. */
let estimateStrength: EstimateStrength
beforeAll(async () => {
  vi.resetModules()
  estimateStrength = (await import('./estimate-strength.ts')).estimateStrength
})

const labelled: [string, StrengthLabel][] = [
  ['', 'Too weak'],
  ['x', 'Too weak'],
  ['password', 'Too weak'],
  ['P@ssw0rd', 'Too weak'],
  ['hamburger', 'Too weak'],
  ['1234123412341234', 'Too weak'],
  ['abcdefghijklmnop', 'Too weak'],
  ['aaaaaaaaaaaaaaaa', 'Too weak'],
  ['qwertyuiopasdfgh', 'Too weak'],
  ['31.12.1985', 'Too weak'],
  ['constructor', 'Too weak'],
  ['correcthorse', 'Poor'],
  ['Summer2026!!', 'Too weak'],
  ['Kestrel-Harbor4', 'Strong'],
  ['purple lamp river stone', 'Excellent'],
]

test.each(labelled)('%j is %s', (password, label) => {
  expect(estimateStrength(password).label).toBe(label)
})

test.each([
  ['dragonfire', 'Too weak – it is built on a common password. Add another word.'],
  ['trustno1', 'Too weak – this is a common password. Add another word.'],
  ['hamburger', 'Too weak – one word is easy to guess. Add another word.'],
  [
    'aaaaaaaa',
    'Too weak – repeats like “aaa” or “abcabc” are easy to guess. Use three or four unrelated words.',
  ],
  [
    'abcdefghij',
    'Too weak – sequences like “abcd” or “1234” are easy to guess. Use three or four unrelated words.',
  ],
  ['31.12.1985', 'Too weak – dates are easy to guess. Add another word.'],
  ['purple lamp river stone', 'Excellent'],
])('%j gets one reason and one tip, or none: %s', (password, sentence) => {
  expect(strengthSentence(estimateStrength(password))).toBe(sentence)
})

test('sequences and repeats get a lower strength than letters in no order', () => {
  const { score } = estimateStrength('hzqkwvnb')
  for (const password of ['abcdefgh', '12345678', 'hzhzhzhz', 'hhhhhhhh']) {
    expect(estimateStrength(password).score).toBeLessThan(score)
  }
})

test("the user's own words count as guessed", () => {
  const words = ['Zebulon Quarrington']
  expect(estimateStrength('Quarrington77!').score).toBeGreaterThan(2)
  expect(estimateStrength('Quarrington77!', words)).toMatchObject({
    label: 'Too weak',
    advice: { reason: 'it is built on your name or organization.' },
  })
})

test('no sentence begs, apologises or blames the user', () => {
  for (const [password] of labelled) {
    expect(strengthSentence(estimateStrength(password))).not.toMatch(/please|sorry|invalid|oops/i)
  }
})

/** Texts that take the matchers longest: look-alikes, digits read as dates, nested repeats. */
const hostile = {
  'look-alike signs': '1!|4@5$7+0 3'.repeat(11),
  'one digit': '1'.repeat(128),
  'the digits of pi': '31415926535897932384626433832795028841971693993751058209749445923078164062',
  'nested repeats': 'aabaabaacaabaabaac'.repeat(8),
  dates: '1/2/3/4/5/6/7/8/'.repeat(8),
  'common words': 'password'.repeat(16),
  emoji: '😀'.repeat(128),
}

test.each(Object.entries(hostile))('128 code points of %s do not hold it up', (_, password) => {
  // Measure this thread's CPU time, as a busy machine slows everything down.
  const before = process.threadCpuUsage()
  estimateStrength(password, ['Jane Doe', 'jane.doe@northwind.example'])
  expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(500)
})
