import type { createDocument } from 'zod-openapi'

export type ApiDocument = ReturnType<typeof createDocument>

/** What zod-openapi adds to the name of a schema that differs in answers. */
export const answerSuffix = 'Output'
const requestSuffix = 'Request'

/** The name that the contracts gave to a schema which differs in requests. */
export const withoutSuffix = (name: string): string =>
  name.endsWith(requestSuffix) ? name.slice(0, -requestSuffix.length) : name

/**
 * A schema may differ between requests and answers: a field with a default is optional in a request
 * only. Most clients read more than they write, so the answer's schema keeps the plain name.
 */
export function nameByUse(document: ApiDocument): ApiDocument {
  const schemas = document.components?.schemas ?? {}
  const twofold = Object.keys(schemas).filter((name) => `${name}${answerSuffix}` in schemas)
  const names = new Map(
    twofold.flatMap((name) => [
      [name, `${name}${requestSuffix}`],
      [`${name}${answerSuffix}`, name],
    ]),
  )
  const renamed = (name: string) => names.get(name) ?? name
  const text = JSON.stringify(document).replace(
    /"#\/components\/schemas\/(\w+)"/g,
    (_, name: string) => `"#/components/schemas/${renamed(name)}"`,
  )
  const result: ApiDocument = JSON.parse(text)
  const entries = Object.entries(result.components?.schemas ?? {})
  const byName = Object.fromEntries(entries.map(([name, schema]) => [renamed(name), schema]))
  return { ...result, components: { ...result.components, schemas: byName } }
}

/**
 * The contracts also export schemas of values that no operation sends. One that only such a schema
 * refers to goes with it.
 */
export function dropUnused({ components = {}, ...document }: ApiDocument): ApiDocument {
  const text = JSON.stringify([document, components])
  const schemas = Object.entries(components.schemas ?? {})
  const used = schemas.filter(([name]) => text.includes(`"#/components/schemas/${name}"`))
  const kept = { ...document, components: { ...components, schemas: Object.fromEntries(used) } }
  return used.length < schemas.length ? dropUnused(kept) : kept
}
