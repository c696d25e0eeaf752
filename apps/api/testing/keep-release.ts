import { readFileSync, writeFileSync } from 'node:fs'
import { apiDocument } from '../src/http/openapi/document.ts'

/**
 * `npx pnpm@12 keep-api`: at a release, keeps what its OpenAPI document promises, so that a test
 * names what a later change would break. Sentences and examples promise nothing.
 */
const folder = new URL('../openapi-releases/', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const { openapi, paths, components } = apiDocument('https://accounts.northwind.example')
const { schemas } = components ?? {}
const promises = { openapi, paths: structure(paths), components: structure({ schemas }) }
writeFileSync(new URL(`${version}.json`, folder), `${JSON.stringify(promises)}\n`)

/** A field of a schema may have the name of such a sentence. */
function structure(value: unknown, isByName = false): unknown {
  if (Array.isArray(value)) return value.map((each) => structure(each))
  if (typeof value !== 'object' || value === null) return value
  const told = ['description', 'summary', 'example', 'examples', 'tags', 'headers']
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isByName || !told.includes(key))
      .map(([key, each]) => [key, structure(each, key === 'properties' || key === 'schemas')]),
  )
}
