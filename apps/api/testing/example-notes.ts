import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract } from '@rekey/contracts/route'
import type { FastifyRequest } from 'fastify'
import type { Example } from '../src/http/openapi/examples.ts'

export type SeenAnswer = {
  readonly status: number
  /** Null without a body. */
  readonly type: string | null
  /** Parsed if it is JSON; a stream is left unread. */
  readonly body: unknown
  readonly location: string | undefined
}

/** A call that a test made, from which an example may be chosen. */
export type NotedCall = Example & { readonly name: string; readonly status: number }

/** `record-examples.ts` sets this folder. Otherwise nothing is noted. */
const folder = process.env.EXAMPLE_NOTES

/** Appends a call to the notes of this process. */
export function noteExample(contract: Contract, request: FastifyRequest, answer: SeenAnswer): void {
  if (!folder) return
  const call: NotedCall = {
    name: contract.name,
    status: answer.status,
    ...(contract.params && { params: request.params as Record<string, string> }),
    ...(contract.query && { query: request.query as Record<string, string> }),
    ...((contract.body ?? contract.rawBody) && { body: bodyOf(request) }),
    ...(answer.type?.endsWith('json') && { answer: answer.body }),
  }
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(call)}\n`)
}

/** A raw body is what a mail server or SendGrid sent: text, or JSON that isn't parsed yet. */
function bodyOf({ body, headers }: FastifyRequest): unknown {
  if (!Buffer.isBuffer(body)) return body
  const text = body.toString('utf8')
  if (!headers['content-type']?.includes('json')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
