import type { Contract } from '@rekey/contracts/route'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { documentedCalls, misfits } from './api-schemas.ts'
import { noteExample, type SeenAnswer } from './example-notes.ts'

/**
 * The framework gives these answers before it knows what an operation takes, so the document
 * doesn't repeat them for each one: a body where none belongs, or one that is too large or of
 * another type.
 */
const ofTheFramework = new Set(['too-large', 'unsupported-media-type'])

/**
 * Compares every answer of the app with the OpenAPI document: its status, its content type, its
 * body and, for problems, its code. Returns what didn't fit so far.
 */
export function watchAnswers(app: FastifyInstance): ReadonlySet<string> {
  const faults = new Set<string>()
  app.addHook('onSend', async (request, reply, payload) => {
    const { contract } = request.routeOptions.config
    if (!contract || request.method === 'HEAD') return payload
    const answer = readAnswer(reply, payload)
    for (const fault of answerFaults(contract, answer)) {
      faults.add(`${contract.name} answered ${answer.status}: ${fault}`)
    }
    noteExample(contract, request, answer)
    return payload
  })
  return faults
}

/** @throws Error if an answer wasn't as the OpenAPI document says */
export function requireDocumented(faults: ReadonlySet<string>): void {
  if (faults.size === 0) return
  throw new Error(`Answers differ from the OpenAPI document:\n${[...faults].join('\n')}`)
}

function readAnswer(reply: FastifyReply, payload: unknown): SeenAnswer {
  const type = String(reply.getHeader('content-type') ?? '').split(';', 1)[0] ?? ''
  const isJson = typeof payload === 'string' && /[/+]json$/.test(type)
  return {
    status: reply.statusCode,
    type: payload === null || payload === undefined || payload === '' ? null : type,
    body: isJson ? JSON.parse(payload) : payload,
    location: reply.getHeader('location')?.toString(),
  }
}

/** What is wrong with an answer; empty if it is as documented. */
export function answerFaults(contract: Contract, answer: SeenAnswer): readonly string[] {
  const { status, type, body, location } = answer
  const code = isProblem(body) ? body.code : null
  // What isn't a request yet has no operation.
  if (code === 'bad-request' && (status === 431 || status === 408)) return []
  if (code !== null && ofTheFramework.has(code)) return []
  const call = documentedCalls.get(contract.name)
  const documented = call?.operation.responses[status]
  if (!call || !documented) return [`the status isn't documented (${code ?? 'no problem'})`]
  if (status === 303 && location === undefined) return ['it leads nowhere']
  if (type === null) return documented.content ? ['the body is missing'] : []
  const content = documented.content?.[type]
  if (!content) return [`a body of type ${type} isn't documented`]
  if (code !== null && !(code in (content.examples ?? {}))) return [`${code} isn't documented`]
  if (!type.endsWith('json')) return []
  const place = ['paths', call.path, call.method, 'responses', String(status), 'content', type]
  return misfits([...place, 'schema'], body)
}

const isProblem = (body: unknown): body is { code: string } =>
  typeof body === 'object' && body !== null && 'code' in body && 'requestId' in body
