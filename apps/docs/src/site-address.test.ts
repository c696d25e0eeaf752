import { expect, test } from 'vitest'
import { appAddress, fileAddress, pageAddress } from './site-address.ts'

const resolve = (address: string, page: string) =>
  new URL(address, `https://a.example/below${page}`).pathname

test.each([
  ['README', '/docs'],
  ['errors', '/docs/errors'],
  ['reference/sign-in', '/docs/reference/sign-in'],
])('links from %s are right below the path of a proxy', (from, path) => {
  expect(resolve(pageAddress('README', from), path)).toBe('/below/docs')
  expect(resolve(pageAddress('limits', from), path)).toBe('/below/docs/limits')
  expect(resolve(pageAddress('reference/sign-out', from), path)).toBe(
    '/below/docs/reference/sign-out',
  )
  expect(resolve(fileAddress('docs.css', from), path)).toBe('/below/docs/docs.css')
  expect(resolve(appAddress('/sign-in', from), path)).toBe('/below/sign-in')
  expect(resolve(appAddress('/', from), path)).toBe('/below/')
  expect(appAddress('/', from)).not.toBe('')
})
