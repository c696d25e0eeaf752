import type { Contract, Headers } from '@rekey/contracts/route'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import type { AccessTokens } from './access-tokens.ts'
import { requireAccess } from './authenticate.ts'
import { type BodyGate, createBodyGate } from './body-gate.ts'
import { networkOf } from './limits-network.ts'
import { Problem } from './problem.ts'

/** What a route knows of a call before its body: throws a `Problem` where no body could help. */
export type Admit<C extends Contract> = (headers: Headers<C>, deps: Deps) => void

/** Ordinary bodies are held in any number: the connections themselves cost as much. */
export const ordinaryBody = 16 * 1_024

/** Of all the larger bodies of one public route together. */
const heldBytes = 16 * 1_024 * 1_024
const mostPlaces = 16

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/**
 * Runs before a byte of a larger body is read: signed-in routes know their caller first, and public
 * ones refuse what their headers already settle, and take in a few at a time.
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

/** A connection whose body stays unread is of no more use: who holds it back is cut off. */
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

/** The place is given back when the answer is sent, or the connection is gone. */
async function passGate(gate: BodyGate, { ip }: FastifyRequest, { raw }: FastifyReply) {
  const gone = new AbortController()
  raw.once('close', () => gone.abort())
  const giveBack = await gate.enter(networkOf(ip), gone.signal)
  if (gone.signal.aborted) giveBack()
  else gone.signal.addEventListener('abort', giveBack)
}
