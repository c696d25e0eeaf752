import type { Contract } from '@rekey/contracts/route'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import type { Config } from '../config.ts'
import { apiDocument } from './openapi/document.ts'
import { makeVariants, sendVariant, type Variants } from './send-variant.ts'

/** The Fastify schema of a contract, which checks what comes in and writes what goes out. */
export function routeSchema(contract: Contract) {
  const { params, query, headers, status, answer } = contract
  return {
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(contract.method !== 'GET' && { body: bodyOf(contract) }),
    ...(headers && { headers }),
    response: { [status]: answer ?? z.null() },
  }
}

const bodyOf = ({ body, rawBody }: Contract) => (rawBody ? z.unknown() : (body ?? noFields))

/** A field that nobody reads is refused, also where no field is known. */
const noFields = z.nullable(z.strictObject({}))

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
