import type { Readable } from 'node:stream'
import type { ContractName, Contracts } from '@rekey/contracts/all'
import type { Access, Answer, Body, Contract, Headers, Params, Query } from '@rekey/contracts/route'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { deviceName } from '../lib/device-name.ts'
import type { LivingSession } from '../models/find-session.ts'
import type { AccessTokens } from './access-tokens.ts'
import { addVary } from './add-vary.ts'
import { type Admit, admitBody } from './admit-body.ts'
import { clientIpOf, peerOf } from './api-key.ts'
import { type Caller, requireAccess } from './authenticate.ts'
import { bearerOf } from './bearer.ts'
import { type Cookie, type CookieName, cookieName, cookieNames, setCookie } from './cookies.ts'
import { repeatableCall, replyOnce } from './idempotency.ts'
import { mailCauseOf } from './mail-cause.ts'
import { routeSchema } from './openapi.ts'
import { Problem } from './problem.ts'

/** A verb's arguments: the checked input, the caller, and where the call comes from. */
export type Input<C extends Contract> = {
  readonly params: Params<C>
  readonly query: Query<C>
  readonly body: Body<C>
  readonly headers: Headers<C>
  /** Null on public routes. Only sessions may call routes for one's own account. */
  readonly caller: CallerOf<C['access']>
  /**
   * Where the user is. A program with `clients.forward` may name it, so only limits depend on it.
   */
  readonly ip: string
  /** From where the call came. */
  readonly peer: string
  /** From a fixed list ("Chrome on Windows"); null: unknown. */
  readonly device: string | null
  readonly cookies: { readonly [N in CookieName]: string | undefined }
  readonly accessTokens: AccessTokens
  readonly requestId: string
}

type CallerOf<A extends Access> = A extends 'public'
  ? null
  : A extends 'session'
    ? LivingSession
    : Caller

type Reply<C extends Contract> = {
  readonly status: C['status']
  readonly body: Answer<C>
  readonly cookies?: readonly Cookie[]
  /** Identifies this state of the answered resource (RFC 9110, 8.8.3). */
  readonly etag?: string
  /** With 303: the target, a path of ours or an address that an administrator configured. */
  readonly location?: string
}

/** One endpoint: input, steps in call order, answer. Throws `Problem` for expected failures. */
export type Verb<C extends Contract> = (input: Input<C>, deps: Deps) => Promise<Reply<C>>

/**
 * A verb that a batch of users uses, too. Of the request it needs only who acts, and from where.
 */
export type ActVerb<C extends Contract> = (input: ActInput<C>, deps: Deps) => Promise<Reply<C>>

export type ActInput<C extends Contract> = Pick<
  Input<C>,
  'params' | 'body' | 'caller' | 'ip' | 'requestId'
>

/** The complete answer in the form that the contract `streams`; it is read while it is sent. */
export type StreamVerb<C extends Contract> = (
  input: Input<C>,
  deps: Deps,
) => Promise<{ readonly filename: string; readonly body: Readable }>

/** The implementation of a contract: its verb, and extras that few contracts need. */
type Handler<C extends Contract> =
  | Verb<C>
  | {
      readonly verb: Verb<C>
      readonly streamVerb?: StreamVerb<C>
      /** Checks a call with a large body by its headers. */
      readonly admit?: Admit<C>
    }

/**
 * The implementations of all contracts; a feature has its own part. A missing one is a type error
 * in `app.ts`.
 */
export type Handlers = { readonly [N in ContractName]: Handler<Contracts[N]> }

/** Registers a contract with its implementation, its limit and its access rule. */
type Register = <const C extends Contract>(contract: C, handler: Handler<C>) => void

const base = '/api/v1'

export function createRegister(
  app: FastifyInstance,
  deps: Deps,
  accessTokens: AccessTokens,
): Register {
  if (!app.hasRequestDecorator('caller')) app.decorateRequest('caller', null)
  return (contract, handler) => {
    const { verb, streamVerb, admit } = typeof handler === 'function' ? { verb: handler } : handler
    const beforeBody = admitBody(contract, deps, accessTokens, admit)
    app.route({
      method: contract.method,
      url: `${base}${contract.path.replace(/\{(\w+)\}/g, ':$1')}`,
      schema: routeSchema(contract),
      ...(contract.rawBody && { bodyLimit: contract.rawBody.maximumBytes }),
      config: { contract },
      ...(beforeBody && { preParsing: beforeBody }),
      ...(contract.bodyLimit !== undefined && { bodyLimit: contract.bodyLimit }),
      // Runs before the body is checked, so that a caller without permission learns nothing about
      // the input.
      preValidation: async (request) => {
        requireMediaType(contract, request)
        request.caller = await requireAccess(contract, request, deps, accessTokens)
        // If every field is optional, the body is too; otherwise each missing field is named.
        if (contract.body && request.body === undefined) request.body = {}
        if (contract.rawBody && request.body === undefined) request.body = Buffer.alloc(0)
      },
      handler: async (request, reply) => {
        const input = readInput<typeof contract>(request, deps, accessTokens)
        if (contract.streams) addVary(reply, 'Accept')
        if (contract.streams && streamVerb && prefers(request, contract.streams)) {
          return stream(contract.streams, await streamVerb(input, deps), reply)
        }
        if (contract.answersIn) reply.type(`${contract.answersIn}; charset=utf-8`)
        const mailsCausedBy = mailCauseOf(contract, request.caller)
        const given = mailsCausedBy ? { ...deps, mailsCausedBy } : deps
        const call = repeatableCall(contract, request)
        if (!call) return answer(await verb(input, given), reply, deps)
        return replyOnce({ contract, call, deps: given }, request, reply, (within) =>
          verb(input, within),
        )
      },
    })
  }
}

/**
 * Forms where the contract accepts a form, otherwise JSON.
 * @throws Problem unsupported-media-type
 */
function requireMediaType({ takes, rawBody }: Contract, request: FastifyRequest) {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  const taken = rawBody?.type ?? takes ?? 'application/json'
  if (request.body !== undefined && type !== taken) throw new Problem('unsupported-media-type')
}

function readInput<C extends Contract>(
  request: FastifyRequest,
  deps: Deps,
  accessTokens: AccessTokens,
) {
  const sent = hasCookies(request) ? request.cookies : {}
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    headers: request.headers,
    caller: request.caller,
    ip: clientIpOf(request),
    peer: peerOf(request),
    device: deviceName(request.headers['user-agent']),
    cookies: readCookies(sent, deps),
    accessTokens,
    requestId: request.id,
  } as Input<C>
}

const readCookies = (sent: FastifyRequest['cookies'], { config }: Deps) =>
  Object.fromEntries(cookieNames.map((name) => [name, sent[cookieName(name, config)]]))

function answer<C extends Contract>(
  { status, body, cookies = [], location, etag }: Reply<C>,
  reply: FastifyReply,
  deps: Deps,
) {
  if (hasCookies(reply.request)) {
    for (const cookie of cookies) setCookie(reply, cookie, deps.config)
  }
  reply.header('cache-control', 'no-store')
  reply.status(status)
  if (etag !== undefined) reply.header('etag', etag)
  if (location !== undefined) reply.header('location', location)
  return body === null ? reply.send() : reply.send(body)
}

/** A call with a bearer token neither reads nor sets cookies. */
const hasCookies = (request: FastifyRequest) => bearerOf(request) === null

/** Prefers JSON if the caller accepts both equally (RFC 9110, 12.5.1). */
const prefers = (request: FastifyRequest, type: string) =>
  request.accepts().type(['application/json', type]) === type

/** If the client disconnects, the stream is destroyed together with its source. */
const stream = (
  type: string,
  { filename, body }: { readonly filename: string; readonly body: Readable },
  reply: FastifyReply,
) =>
  reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${filename}"`)
    .type(`${type}; charset=utf-8; header=present`)
    .send(body)

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller; null on public routes. */
    caller: Caller | null
  }
  interface FastifyContextConfig {
    /** The contract that this route implements. */
    contract?: Contract
  }
}
