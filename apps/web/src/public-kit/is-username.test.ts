import { expect, test } from 'vitest'
import { isUsername } from './is-username.ts'

test.each(['jane.doe@northwind.example', 'till-3', 'Jörg', ' jane@x ', 'a b', '😀'.repeat(254)])(
  'Reset password is offered for %j',
  (name) => expect(isUsername(name)).toBe(true),
)

test.each(['', '   ', 'jane@', '@northwind.example', 'a@b@c', 'a b@c', 'x\u0007', 'x'.repeat(255)])(
  'Reset password is not offered for %j',
  (name) => expect(isUsername(name)).toBe(false),
)
