import type { Contract } from '@rekey/contracts/route'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import type { Config } from '../config.ts'
import { apiDocument } from './openapi/document.ts'
import { makeVariants, sendVariant, type Variants } from './send-variant.ts'

/** The Fastify schema of a contract, which checks what comes in and writes what goes out. */
export function routeSchema({ params, query, body, headers, rawBody, status, answer }: Contract) {
  return {
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(headers && { headers }),
    ...(rawBody && { body: z.unknown() }),
    response: { [status]: answer ?? z.null() },
  }
}

/** `GET /openapi.json`, made from the contracts as the routes are. */
export function openapi(app: FastifyInstance, { publicUrl }: Pick<Config, 'publicUrl'>) {
  // Made once, when the server listens: it is the same for every caller.
  let variants: Promise<Variants> | undefined
  const make = () => (variants ??= makeVariants(JSON.stringify(apiDocument(publicUrl))))
  app.addHook('onListen', async () => void (await make()))
  app.get('/openapi.json', async (request, reply) =>
    sendVariant(await make(), request, reply, 'application/json; charset=utf-8'),
  )
}
