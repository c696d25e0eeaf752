import { contracts, contractsByName } from '@rekey/contracts/all'
import type { Contract } from '@rekey/contracts/route'
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import { type Comments, contractComments } from './contract-comments.ts'
import { describeFields } from './describe-fields.ts'
import { examples } from './examples.ts'
import { operation } from './operation.ts'
import { problemExampleComponents } from './problem-responses.ts'
import { readableSchema } from './readable-schema.ts'
import { namedSchemas } from './schema-names.ts'
import { securitySchemes } from './security.ts'
import { tagOf } from './tags.ts'

const entries = Object.entries<Contract>(contractsByName)

export type ApiDocument = ReturnType<typeof createDocument>

/** The OpenAPI document of all contracts, for a server at this address. */
export function apiDocument(publicUrl: string): ApiDocument {
  const comments = contractComments()
  const named = namedSchemas()
  const document = dropUnused(
    nameByUse(
      createDocument(
        {
          openapi: '3.1.0',
          info: {
            title: 'Rekey',
            version: '1',
            description:
              'Password reset and account recovery. Errors are problem documents (RFC 9457) with a stable `code`. Lists are read page by page with `nextCursor`.',
            license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
          },
          servers: [{ url: `${publicUrl}/api/v1`, description: 'This installation' }],
          externalDocs: page('How to integrate Rekey', publicUrl, 'integrate'),
          tags: tags(publicUrl),
          paths: paths(comments),
          components: {
            schemas: Object.fromEntries([...named].map(([name, { schema }]) => [name, schema])),
            examples: problemExampleComponents(contracts, publicUrl),
            securitySchemes: securitySchemes(),
          },
        },
        { override: readableSchema, outputIdSuffix: outputSuffix },
      ),
    ),
  )
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    describeFields(
      schema,
      (named.get(name) ?? named.get(name.replace(requestSuffix, '')))?.comments ?? '',
      comments,
    )
  }
  for (const [exportName, contract] of entries)
    describeParams(document, exportName, contract, comments)
  return document
}

const outputSuffix = 'Output'
const requestSuffix = 'Request'

/**
 * A schema may differ between requests and answers: a field with a default is optional in a request
 * only. Most clients read more than they write, so the answer's schema keeps the plain name.
 */
function nameByUse(document: ApiDocument): ApiDocument {
  const schemas = document.components?.schemas ?? {}
  const twofold = Object.keys(schemas).filter((name) => `${name}${outputSuffix}` in schemas)
  let text = JSON.stringify(document)
  for (const name of twofold) {
    for (const [from, to] of [
      [name, `${name}${requestSuffix}`],
      [`${name}${outputSuffix}`, name],
    ] as const) {
      text = text
        .replaceAll(`"#/components/schemas/${from}"`, `"#/components/schemas/${to}"`)
        .replaceAll(`"${from}":{`, `"${to}":{`)
    }
  }
  return JSON.parse(text)
}

/** The contracts also export schemas of values that no operation sends. */
function dropUnused({ components = {}, ...document }: ApiDocument): ApiDocument {
  const text = JSON.stringify([document, components])
  const used = Object.entries(components.schemas ?? {}).filter(([name]) =>
    text.includes(`"#/components/schemas/${name}"`),
  )
  return { ...document, components: { ...components, schemas: Object.fromEntries(used) } }
}

const page = (description: string, publicUrl: string, name: string) => ({
  description,
  url: `${publicUrl}/docs/${name}`,
})

const tags = (publicUrl: string) =>
  [...new Set(entries.map(([, contract]) => tagOf(contract)))]
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .map((tag) => ({
      name: tag.name,
      description: tag.description,
      externalDocs: page('More about it', publicUrl, tag.page),
    }))

function paths(comments: Comments): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const [exportName, contract] of entries) {
    const method = contract.method.toLowerCase()
    paths[contract.path] = {
      ...paths[contract.path],
      [method]: operation(exportName, contract, comments),
    }
  }
  return paths
}

/** Parameters are no schemas of their own, so their comments and examples are put in one by one. */
function describeParams(
  document: ApiDocument,
  exportName: string,
  { name, method, path }: Contract,
  comments: Comments,
) {
  const key = method.toLowerCase() as Lowercase<Contract['method']>
  const example = examples[name]
  for (const parameter of document.paths?.[path]?.[key]?.parameters ?? []) {
    if ('$ref' in parameter) continue
    const group = parameter.in === 'path' ? 'params' : parameter.in
    const text =
      comments.get(`${exportName}.${group}.${parameter.name}`) ??
      comments.get(`paging.${parameter.name}`)
    if (text) parameter.description = text
    const value = example?.[parameter.in === 'path' ? 'params' : 'query']?.[parameter.name]
    if (value !== undefined) parameter.example = value
  }
}
