import { contracts, contractsByName } from '@rekey/contracts/all'
import type { Contract } from '@rekey/contracts/route'
import { createDocument, type ZodOpenApiObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import {
  type ApiDocument,
  answerSuffix,
  dropUnused,
  nameByUse,
  withoutSuffix,
} from './component-names.ts'
import { type Comments, contractComments } from './contract-comments.ts'
import { describeFields, describeParams } from './describe-fields.ts'
import { operation } from './operation.ts'
import { problemExampleComponents } from './problem-responses.ts'
import { readableSchema } from './readable-schema.ts'
import { namedSchemas } from './schema-names.ts'
import { securitySchemes } from './security.ts'
import { tagOf } from './tags.ts'

const entries = Object.entries<Contract>(contractsByName)

/** The `operationId` of each operation in the document. */
export const operationIds: readonly string[] = entries.map(([, { name }]) => name)

/** The OpenAPI document of all contracts, for a server at this address. */
export function apiDocument(publicUrl: string): ApiDocument {
  const comments = contractComments()
  const named = namedSchemas()
  const options = { override: readableSchema, outputIdSuffix: answerSuffix }
  const document = dropUnused(
    nameByUse(createDocument(content(publicUrl, comments, named), options)),
  )
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    const from = named.get(name) ?? named.get(withoutSuffix(name))
    if (from) describeFields(schema, from.comments, comments)
  }
  for (const [name, contract] of entries) describeParams(document, name, contract, comments)
  return document
}

const content = (
  publicUrl: string,
  comments: Comments,
  named: ReturnType<typeof namedSchemas>,
): ZodOpenApiObject => ({
  openapi: '3.1.0',
  info: {
    title: 'Rekey',
    version: '1',
    description:
      'Password reset and account recovery. Errors are problem documents (RFC 9457) with a stable `code`. Lists are read page by page with `nextCursor`.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: `${publicUrl}/api/v1`, description: 'This installation' }],
  externalDocs: page('How to integrate Rekey', publicUrl, 'integrate-quick-start'),
  tags: tags(publicUrl),
  paths: paths(comments),
  components: {
    schemas: Object.fromEntries([...named].map(([name, { schema }]) => [name, schema])),
    examples: problemExampleComponents(contracts, publicUrl),
    securitySchemes: securitySchemes(),
  },
})

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
