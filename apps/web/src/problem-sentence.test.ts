import type { ProblemCode } from '@rekey/contracts/problems'
import { expect, test } from 'vitest'
import type { Problem } from './api.ts'
import { problemSentence } from './problem-sentence.ts'

const sentenceOf = (code: ProblemCode, detail?: string) => {
  const details = { code, ...(detail && { detail }) } as Problem['details']
  return problemSentence({ code, retryAt: null, details }).sentence
}

test('a refusal that only the server can explain shows its words', () => {
  const detail = 'This page has another address than this site. Open https://a.example instead.'
  expect(sentenceOf('not-permitted', detail)).toBe(detail)
  expect(sentenceOf('conflict', 'Users sign in through this connection.')).toMatch(/^Users sign in/)
})

test('a refusal without an explanation has a sentence of ours', () => {
  expect(sentenceOf('not-permitted')).toBe('You don’t have permission to do this.')
})
