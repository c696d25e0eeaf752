import type { Answer, Body, Contract, Params, Query } from '@rekey/contracts/route'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { deviceName } from '../lib/device-name.ts'
import { type Caller, requireAccess } from './authenticate.ts'
import { type Cookie, type CookieName, cookieName, setCookie } from './cookies.ts'
import { routeSchema } from './openapi.ts'

/** What a verb is given: the checked input, and who asks from where. */
export type Input<C extends Contract> = {
  readonly params: Params<C>
  readonly query: Query<C>
  readonly body: Body<C>
  /** Null on public routes without a living session. */
  readonly caller: C['access'] extends 'public' ? Caller | null : Caller
  readonly ip: string
  /** From a fixed list ("Chrome on Windows"); null: not known. */
  readonly device: string | null
  readonly cookies: { readonly [N in CookieName]: string | undefined }
  readonly requestId: string
}

export type Reply<C extends Contract> = {
  readonly status: C['status']
  readonly body: Answer<C>
  readonly cookies?: readonly Cookie[]
}

/** One endpoint: input, steps in call order, answer. Throws `Problem` for what it expects to fail. */
export type Verb<C extends Contract> = (input: Input<C>, deps: Deps) => Promise<Reply<C>>

/** Registers a contract with its verb, its limit and its access rule: a line a route. */
export type Register = <const C extends Contract>(contract: C, verb: Verb<C>) => void

export const base = '/api/v1'

export function createRegister(app: FastifyInstance, deps: Deps): Register {
  return (contract, verb) => {
    app.route({
      method: contract.method,
      url: `${base}${contract.path.replace(/\{(\w+)\}/g, ':$1')}`,
      schema: routeSchema(contract),
      config: { contract },
      handler: (request, reply) => answer(contract, verb, request, reply, deps),
    })
  }
}

async function answer<C extends Contract>(
  contract: C,
  verb: Verb<C>,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
) {
  const caller = await requireAccess(contract, request, deps)
  const input = {
    params: request.params,
    query: request.query,
    body: request.body,
    caller,
    ip: request.ip,
    device: deviceName(request.headers['user-agent']),
    cookies: {
      session: request.cookies[cookieName('session', deps.config)],
      device: request.cookies[cookieName('device', deps.config)],
    },
    requestId: request.id,
  } as Input<C>
  const { status, body, cookies = [] } = await verb(input, deps)
  for (const cookie of cookies) setCookie(reply, cookie, deps.config)
  reply.header('cache-control', 'no-store')
  reply.status(status)
  return body === null ? reply.send() : reply.send(body)
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The contract that this route fulfils. */
    contract?: Contract
  }
}
