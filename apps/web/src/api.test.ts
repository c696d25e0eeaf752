import { expect, test } from 'vitest'
import { sentTag } from './api.ts'

test.each([
  ['"abc"', '"abc"'],
  ['W/"abc"', '"abc"'],
  ['"abc-gzip"', '"abc"'],
  ['"abc;gzip"', '"abc"'],
  ['W/"abc-br"', '"abc"'],
  [null, null],
])('a tag that a proxy changed to %s is %s again', (tag, sent) => {
  expect(sentTag(tag)).toBe(sent)
})
