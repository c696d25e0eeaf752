import { expect, test } from 'vitest'
import { startAddress } from './start-address.ts'

const start = 'https://rekey.example/api/v1/sso/1/start'

test('whom and where to go on travel with it, whatever they hold', () => {
  expect(startAddress(start, { username: 'a+b@x.example', returnTo: '/users?search=a&b' })).toBe(
    `${start}?username=a%2Bb%40x.example&returnTo=%2Fusers%3Fsearch%3Da%26b`,
  )
})

test('nothing is added where nothing is known', () => {
  expect(startAddress(start, { username: '', returnTo: undefined })).toBe(start)
})
