import type { Readable } from 'node:stream'
import type { Contract } from '@rekey/contracts/route'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { deviceName } from '../lib/device-name.ts'
import type { AccessTokens } from './access-tokens.ts'
import { addVary } from './add-vary.ts'
import { admitBody } from './admit-body.ts'
import { clientIpOf } from './api-key.ts'
import { type Caller, requireAccess } from './authenticate.ts'
import { bearerOf } from './bearer.ts'
import { cookieName, cookieNames, setCookie } from './cookies.ts'
import { repeatableCall, replyOnce } from './idempotency.ts'
import { mailCauseOf } from './mail-cause.ts'
import { routeSchema } from './openapi.ts'
import { peerOf } from './peer.ts'
import { Problem } from './problem.ts'
import type { Handler, Input, Reply, Verb } from './routes.ts'

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
        return answerBy({ contract, verb, input }, reply, deps)
      },
    })
  }
}

/** A call that its client repeats with the same key gets the first answer again. */
async function answerBy<C extends Contract>(
  { contract, verb, input }: { contract: C; verb: Verb<C>; input: Input<C> },
  reply: FastifyReply,
  deps: Deps,
) {
  const { request } = reply
  if (contract.answersIn) reply.type(`${contract.answersIn}; charset=utf-8`)
  const mailsCausedBy = mailCauseOf(contract, request.caller)
  const given = mailsCausedBy ? { ...deps, mailsCausedBy } : deps
  const call = repeatableCall(contract, request)
  if (!call) return answer(await verb(input, given), reply, deps)
  return replyOnce({ contract, call, deps: given }, request, reply, (within) => verb(input, within))
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

/** The types as we answer them: a caller may name their parameters (RFC 9110, 12.5.1). */
const prefers = (request: FastifyRequest, type: string) =>
  request.accepts().type(['application/json; charset=utf-8', streamed(type)]) === streamed(type)

const streamed = (type: string) => `${type}; charset=utf-8; header=present`

/** If the client disconnects, the stream is destroyed together with its source. */
const stream = (
  type: string,
  { filename, body }: { readonly filename: string; readonly body: Readable },
  reply: FastifyReply,
) =>
  reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${filename}"`)
    .type(streamed(type))
    .send(body)

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller; null on public routes. */
    caller: Caller | null
  }
}
