import { expect, test } from 'vitest'
import { quotedAddress } from './quoted-address.ts'

test.each(['.jane@a.example', 'jane.@a.example', 'jane..doe@a.example', '.j..d.@a.example'])(
  'the dots of %s need quotes',
  (address) => expect(quotedAddress(address)).toBe(`"${address.replace('@', '"@')}`),
)

test.each([
  'jane@a.example',
  'jane.m.doe@a.example',
  'jane+a.b@a..example',
  'jürgen@müller.example',
])('%s needs none', (address) => expect(quotedAddress(address)).toBe(address))
