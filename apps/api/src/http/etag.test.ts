import { expect, test } from 'vitest'
import { etagOf, isKnown, isMatch } from './etag.ts'

const etag = etagOf('content')

test('the same content has the same tag; each variant and each other content has another', () => {
  expect(etagOf('content')).toBe(etag)
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
  expect(new Set([etag, etagOf('content', 'br'), etagOf('other')]).size).toBe(3)
})

test.each([
  [etag, true, true],
  ['*', true, true],
  [' * ', true, true],
  [`"other", ${etag}`, true, true],
  [`"a,b",${etag}`, true, true],
  [`, ,${etag},`, true, true],
  [`W/${etag}`, true, true],
  [`W/"other", W/${etag}`, true, true],
  [etag.replace(/"$/, '-gzip"'), true, false],
  [`W/${etag.replace(/"$/, ';br"')}`, true, false],
  ['W/"other-gzip"', false, false],
  ['"other"', false, false],
  [etag.replaceAll('"', ''), false, false],
  [`"a${etag.slice(1)}`, false, false],
  ['""', false, false],
  ['', false, false],
  ['"*"', false, false],
])('%s: If-Match %s, If-None-Match %s', (header, matches, known) => {
  expect([isMatch(header, etag), isKnown(header, etag)]).toEqual([matches, known])
})
