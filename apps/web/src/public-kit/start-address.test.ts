import { expect, test } from 'vitest'
import { startAddress } from './start-address.ts'

const start = 'https://rekey.example/api/v1/sso/1/start'

test('the username and the return path are passed on, whatever characters they contain', () => {
  expect(startAddress(start, { username: 'a+b@x.example', returnTo: '/users?search=a&b' })).toBe(
    `${start}?username=a%2Bb%40x.example&returnTo=%2Fusers%3Fsearch%3Da%26b`,
  )
})

test('unknown values are left out of the address', () => {
  expect(startAddress(start, { username: '', returnTo: undefined })).toBe(start)
})
