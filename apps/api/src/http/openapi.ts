import swagger from '@fastify/swagger'
import { problemDocument, problems } from '@rekey/contracts/problems'
import type { Contract } from '@rekey/contracts/route'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { makeVariants, sendVariant, type Variants } from './send-variant.ts'

/** Problems that any route may return. */
const always = [
  'bad-request',
  'too-large',
  'unsupported-media-type',
  'internal',
  'overloaded',
] as const

/** The Fastify schema of a contract: validation, answers and documentation. */
export function routeSchema(contract: Contract) {
  const { params, query, body, headers, takes, rawBody } = contract
  return {
    operationId: contract.name,
    summary: contract.summary,
    tags: [contract.path.split('/')[1] ?? ''],
    security: contract.access === 'public' ? [] : [{ session: [] }, { accessToken: [] }],
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(takes && { consumes: [takes] }),
    ...(headers && { headers }),
    ...(rawBody && { body: z.unknown(), consumes: [rawBody.type] }),
    response: { [contract.status]: goodResponse(contract), ...problemResponses(contract) },
  }
}

/** A route that also streams has two answers, by `Accept`; only the JSON one has a schema. */
function goodResponse({ answer, streams, summary }: Contract) {
  const schema = answer ?? z.null()
  if (!streams) return schema
  const content = { 'application/json': { schema }, [streams]: { schema: z.string() } }
  return { description: summary, content }
}

/** Each status once, with all codes that it may have. */
function problemResponses(contract: Contract) {
  const codes = new Set([
    ...always,
    ...contract.problems,
    ...(contract.limit ? (['rate-limited'] as const) : []),
    ...(contract.access === 'public' ? [] : (['not-signed-in', 'not-permitted'] as const)),
    ...(contract.access === 'public' || contract.inChangeOnlySession
      ? []
      : (['password-change-required'] as const)),
  ])
  const byStatus = Map.groupBy(codes, (code) => problems[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.join(', '),
        content: { 'application/problem+json': { schema: problemDocument } },
      },
    ]),
  )
}

/** `GET /openapi.json`, generated from the contracts as the routes are. */
export async function openapi(app: FastifyInstance) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rekey',
        description: 'Password reset and account recovery.',
        version: '1',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      // Relative to this document's own address.
      externalDocs: { description: 'How to integrate Rekey', url: 'docs/integrate' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'rekey-session' },
          accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        },
      },
    },
    transform: jsonSchemaTransform,
  })
  // Built once, when the server listens: it is a megabyte, and the same for every caller.
  let variants: Promise<Variants> | undefined
  const make = () => (variants ??= makeVariants(JSON.stringify(app.swagger())))
  app.addHook('onListen', async () => void (await make()))
  app.get('/openapi.json', { schema: { hide: true } }, async (request, reply) =>
    sendVariant(await make(), request, reply, 'application/json; charset=utf-8'),
  )
}
