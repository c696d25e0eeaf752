import fc from 'fast-check'
import type { Schema } from './api-schemas.ts'
import type { Words } from './like-schema.ts'

/**
 * Every password, code and token in a hostile request begins with this. Tests then look for it in
 * answers and logs, where no secret may appear.
 */
export const planted = 'Planted-7Q-'

/** Ids that the service really has, so that requests get beyond "not found". */
export type KnownIds = readonly string[]

/** UTF-16 units one by one, so that surrogates stand alone. */
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.constantFrom(
    '\0',
    '\u202e',
    '\u200b',
    '\ud800',
    '\ufeff',
    'İ',
    'ß',
    '\u{1f600}',
    '%',
    "'",
    '"',
  ),
)

/** What people and attackers type where words are expected. */
export const anyText = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.string({ unit, maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.integer({ min: 1, max: 20_000 }).map((length) => 'x'.repeat(length)),
    fc.constantFrom(
      '__proto__',
      "' OR 1=1 --",
      '%(#{1+1})',
      '\r\nSet-Cookie: a=b',
      '../../etc/passwd',
      '{{7*7}}',
      '<script>alert(1)</script>',
      '-0',
      '1e999',
      '9'.repeat(400),
      'null',
      'http://127.0.0.1:1/x',
      'file:///etc/passwd',
      '=cmd|calc!A1',
      'a@b.example\nBcc: c@d.example',
    ),
  )

const secretName = /password|code|token|secret/i

/** Strings for a field: four of five fit it, so that requests get beyond the first check. */
export const wordsOf =
  (ids: KnownIds): Words =>
  (name, schema) =>
    fc.oneof({ weight: 4, arbitrary: fitting(name, schema, ids) }, anyText())

/** What a client would write there, by the field's format and name. */
function fitting(
  name: string,
  { format, pattern, maxLength = 40, minLength = 0 }: Schema,
  ids: KnownIds,
) {
  if (format === 'uuid' && ids.length > 0) return fc.oneof(fc.constantFrom(...ids), fc.uuid())
  if (format === 'uuid') return fc.uuid()
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((at) => at.toISOString())
  if (format === 'email' || /username|email|address/i.test(name)) return fc.emailAddress()
  if (secretName.test(name)) return fc.integer({ min: 0 }).map((n) => `${planted}${n}`)
  if (/url/i.test(name)) return fc.constantFrom('https://hook.example/x', 'http://127.0.0.1:1/')
  if (pattern) return fc.stringMatching(new RegExp(pattern))
  const longest = Math.max(minLength, Math.min(maxLength, 40))
  return fc.string({ minLength, maxLength: longest, unit: 'grapheme' })
}
