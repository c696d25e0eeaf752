import { afterEach, expect, test } from 'vitest'
import { Overloaded } from '../lib/overloaded.ts'
import { createPasswordJudge, type PasswordJudge } from './password-judge.ts'

const by = {
  policy: 'balanced',
  words: ['Jane Doe', 'jane.doe@northwind.example', 'Northwind'],
} as const

let judge: PasswordJudge
afterEach(() => judge.close())

test('a password is judged by form, strength, names and blocklist', async () => {
  judge = createPasswordJudge()
  const judgements = await Promise.all(
    ['Kestrel-Harbor4', 'Password1!', 'Northwind2024!', 'Qwertzuiop1!', 'kestrel'].map((password) =>
      judge.judge(password, by),
    ),
  )
  expect(judgements.map((one) => (one.accepted ? 'accepted' : one.problem))).toEqual([
    'accepted',
    'blocklisted',
    'personal',
    'too-weak',
    'too-short',
  ])
})

test('the event loop keeps running while hostile passwords are judged', async () => {
  judge = createPasswordJudge()
  await judge.judge('Kestrel-Harbor4', by)
  let turns = 0
  const turn = setInterval(() => turns++, 1)
  await Promise.all(Array.from({ length: 20 }, (_, i) => judge.judge(`${'1'.repeat(120)}${i}`, by)))
  clearInterval(turn)
  expect(turns).toBeGreaterThan(10)
})

test('it refuses at once when its queue is full, and still judges what is queued', async () => {
  judge = createPasswordJudge({ queueLimit: 4 })
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, () => judge.judge('Kestrel-Harbor4', by)),
  )
  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.every(({ reason }) => reason instanceof Overloaded)).toBe(true)
  expect(results.filter((result) => result.status === 'fulfilled').length).toBeGreaterThanOrEqual(4)
  await expect(judge.judge('Kestrel-Harbor4', by)).resolves.toMatchObject({ accepted: true })
})
