import { createHash } from 'node:crypto'
import type { Contract } from '@rekey/contracts/route'
import type { FastifyReply, FastifyRequest } from 'fastify'
import PQueue from 'p-queue'
import type { Deps } from '../deps.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { Overloaded } from '../lib/overloaded.ts'
import { answerOnce, type Call, type KeptAnswer } from '../models/idempotent-calls.ts'
import { describeProblem, logProblem, Problem, toProblem } from './problem.ts'

/**
 * Calls that run at the same time in this process. Each holds a connection, and may need a second
 * one, so together they must leave some of the pool's ten.
 */
const places = new PQueue({ concurrency: 4 })

/** How many calls may wait for a place; beyond that, callers are told to try again. */
const mostWaiting = 64

/**
 * The call that the header `Idempotency-Key` makes repeatable (draft-ietf-httpapi-idempotency-key).
 * Null without the header, without an API key, or for a method that is repeatable anyway.
 * @throws Problem bad-request
 */
export function repeatableCall({ method }: Contract, request: FastifyRequest): Call | null {
  const key = request.headers['idempotency-key']
  if (key === undefined || method !== 'POST' || !request.apiKey) return null
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new Problem('bad-request', {
      detail: 'Idempotency-Key must have 1 to 255 printable ASCII characters.',
    })
  }
  return {
    apiKeyId: request.apiKey.actorId,
    method,
    path: request.url.split('?', 1)[0] ?? '',
    key,
    bodyHash: hashOf(request.body),
  }
}

const hashOf = (body: unknown) =>
  createHash('sha256')
    .update(Buffer.isBuffer(body) ? body : canonicalJson(body))
    .digest('hex')

/**
 * Runs a repeatable call, or answers as the first time. Problems are answers too, except those that
 * are over when the caller tries again: our own errors and limits.
 * @throws Problem conflict, idempotency-key-reused, overloaded
 */
export async function replyOnce(
  { contract, call, deps }: { contract: Contract; call: Call; deps: Deps },
  request: FastifyRequest,
  reply: FastifyReply,
  run: (deps: Deps) => Promise<{ readonly status: number; readonly body: unknown }>,
): Promise<FastifyReply> {
  if (places.size >= mostWaiting) throw new Overloaded('The queue of repeatable calls')
  const holdsSecret = contract.answerHoldsSecret ?? false
  const result = await places.add(() =>
    answerOnce(deps, call, (within) =>
      run(within)
        .then(({ status, body }) => ({ status, body, holdsSecret }))
        .catch((error) => ({ ...keptProblem(error, request, deps), holdsSecret: false })),
    ),
  )
  switch (result.outcome) {
    case 'running':
      throw new Problem('conflict', {
        detail: 'The first call with this key is still running.',
        headers: { 'retry-after': '1' },
      })
    case 'not-kept':
      throw new Problem('conflict', {
        detail: 'The first call succeeded. Its answer contained a secret, so it wasn’t kept.',
      })
    case 'other-body':
      throw new Problem('idempotency-key-reused')
    case 'kept':
      return send(reply.header('idempotent-replayed', 'true'), result)
    case 'answered':
      return send(reply, result)
  }
}

/** @throws the error, if the call may succeed when it is repeated */
function keptProblem(error: unknown, request: FastifyRequest, { config }: Deps): KeptAnswer {
  const problem = toProblem(error)
  const document = describeProblem(problem, request.id, config)
  if (document.status >= 500 || problem.code === 'rate-limited') throw error
  logProblem(problem, error, request)
  return { status: document.status, body: document }
}

function send(reply: FastifyReply, { status, body }: KeptAnswer) {
  reply.header('cache-control', 'no-store').status(status)
  if (status >= 400) reply.type('application/problem+json').serializer(JSON.stringify)
  return body === null ? reply.send() : reply.send(body)
}
