import { expect, test } from 'vitest'
import { domainOf } from './domain-name.ts'
import { usernameKey } from './username-key.ts'

const mailbox = 'max@xn--mller-kva.example'

test.each([
  'max@müller.example',
  'max@xn--mller-kva.example',
  'Max@XN--MLLER-KVA.example',
  'MAX@MÜLLER.EXAMPLE',
  'max@mu\u0308ller.example',
  'max@müller。example',
  'max@ｍüller．example',
  'max＠müller.example',
  'max@müller.example.',
  'max@xn--mller-kva.example.',
  ' max@müller.example\n',
  'max@mül\u00adler.example',
  '\u202amax\u200b@\u200emü\u200cller.example\u202c',
])('%j is one mailbox with the others', (typed) => {
  expect(usernameKey(typed)).toBe(mailbox)
  expect(domainOf(typed)).toBe('xn--mller-kva.example')
})

test.each([
  ['max@faß.example', 'max@fass.example', 'ß and ss'],
  ['max@نامه\u200cای.example', 'max@نامهای.example', 'a non-joiner that counts in a domain'],
  ['strauß@a.example', 'strauss@a.example', 'ß and ss before the @'],
  ['max@müller.example', 'max@muller.example', 'ü and u'],
  ['max@аcme.example', 'max@acme.example', 'a Cyrillic а'],
])('%s and %s stay two: %s', (one, other) => {
  expect(usernameKey(one)).not.toBe(usernameKey(other))
})

test.each([
  ['Till-3', 'till-3'],
  ['jane@localhost', 'jane@localhost'],
  ['jane@localhost.', 'jane@localhost'],
  ['jane@10.0.0.1', 'jane@10.0.0.1'],
  ['a@b@Acme.example', 'a@b@acme.example'],
  ['jane@', 'jane@'],
  ['jane@...', 'jane@...'],
  ['@', '@'],
  ['a@b..c', 'a@b..c'],
  ['jane@x/../y.example', 'jane@x/../y.example'],
  ['jane@acme.example:25', 'jane@acme.example:25'],
])('%j, which has no domain or an odd one, is compared as %j', (typed, key) => {
  expect(usernameKey(typed)).toBe(key)
})

test('the key of a key is that key', () => {
  for (let point = 0x21; point < 0x3400; point += 1) {
    const name = `a${String.fromCodePoint(point)}b@x.example`
    expect(usernameKey(usernameKey(name))).toBe(usernameKey(name))
  }
})
