import type { Answer } from './test-app.ts'

/** What differs between any two answers. */
const ownToEach = new Set(['date', 'x-request-id', 'requestId'])

/** An answer as two callers would compare theirs: status, body and headers. */
export const comparableAnswer = ({ status, body, headers }: Answer) => ({
  status,
  body: withoutItsOwn(body),
  headers: withoutItsOwn(headers),
})

const withoutItsOwn = (given: object) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !ownToEach.has(name)))
