import type { Answer } from './test-app.ts'

/** Headers that differ between any two answers. */
const ownToEach = new Set(['date', 'x-request-id', 'requestId'])

/** The parts of an answer that two callers could compare: status, body and headers. */
export const comparableAnswer = ({ status, body, headers }: Answer) => ({
  status,
  body: withoutItsOwn(body),
  headers: withoutItsOwn(headers),
})

const withoutItsOwn = (given: object) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !ownToEach.has(name)))
