import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { styleHashes } from './style-hashes.ts'

const web = createRequire(new URL('../../../web/package.json', import.meta.url))
const components = createRequire(web.resolve('react-aria-components'))
const dist = dirname(components.resolve('react-aria/package.json'))

test('the policy allows exactly the styles that React Aria injects', () => {
  expect(hashOf(styleIn('interactions/usePress.mjs'))).toBe(styleHashes.pressable)
  expect(hashOf(styleIn('overlays/usePreventScroll.mjs'))).toBe(styleHashes.preventScroll)
})

/** The only style sheet that a module of React Aria writes, with its constants filled in. */
function styleIn(path: string): string {
  const source = readFileSync(join(dist, 'dist/private', path), 'utf8')
  const [style, ...others] = [...source.matchAll(/style\.textContent = `([^`]*)`\.trim\(\)/g)]
  expect(others).toEqual([])
  const constantOf = (name: string) => source.split(`const ${name} = '`)[1]?.split("'")[0] ?? ''
  return (style?.[1] ?? '').replace(/\$\{([^}]+)\}/g, (_, name) => constantOf(name)).trim()
}

const hashOf = (style: string) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`
