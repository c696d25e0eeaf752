import type { Contract, Headers } from '@rekey/contracts/route'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import type { AccessTokens } from './access-tokens.ts'
import { requireAccess } from './authenticate.ts'
import { type BodyGate, createBodyGate } from './body-gate.ts'
import { networkOf } from './limits-network.ts'
import { Problem } from './problem.ts'

/**
 * Checks a call by its headers, before its body is read: throws a `Problem` if no body could help.
 */
export type Admit<C extends Contract> = (headers: Headers<C>, deps: Deps) => void

/**
 * Ordinary bodies aren't limited in number, since the connections themselves cost as much memory.
 */
export const ordinaryBody = 16 * 1_024

/** The limit for all larger bodies of one public route together. */
const heldBytes = 16 * 1_024 * 1_024
const mostPlaces = 16

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/**
 * Runs before any byte of a larger body is read. Signed-in routes identify their caller first.
 * Public routes refuse calls by their headers where they can, and read only a few bodies at a time.
 */
export function admitBody<C extends Contract>(
  contract: C,
  deps: Deps,
  accessTokens: AccessTokens,
  admit: Admit<C> | undefined,
): Hook | undefined {
  const { access, rawBody, bodyLimit = 0 } = contract
  const bytes = rawBody ? (rawBody.keptBytes ?? rawBody.maximumBytes) : bodyLimit
  if (bytes <= ordinaryBody) return undefined
  if (access !== 'public') {
    return endingUnread(async (request) => {
      request.caller = await requireAccess(contract, request, deps, accessTokens)
    })
  }
  const gate = createBodyGate({ places: Math.min(mostPlaces, Math.floor(heldBytes / bytes)) })
  const maximumBytes = rawBody?.maximumBytes ?? bodyLimit
  return endingUnread(async (request, reply) => {
    if (Number(request.headers['content-length']) > maximumBytes) throw new Problem('too-large')
    admit?.(request.headers as Headers<C>, deps)
    await passGate(gate, request, reply)
  })
}

/**
 * A connection with an unread body can't be used again, so a client that holds its body back is cut
 * off.
 */
const endingUnread =
  (hook: Hook): Hook =>
  async (request, reply) => {
    try {
      await hook(request, reply)
    } catch (error) {
      reply.header('connection', 'close')
      throw error
    }
  }

/** The place is freed when the answer is sent or the connection closes. */
async function passGate(gate: BodyGate, { ip }: FastifyRequest, { raw }: FastifyReply) {
  const gone = new AbortController()
  raw.once('close', () => gone.abort())
  const giveBack = await gate.enter(networkOf(ip), gone.signal)
  if (gone.signal.aborted) giveBack()
  else gone.signal.addEventListener('abort', giveBack)
}
