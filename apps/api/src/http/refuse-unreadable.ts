import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Config } from '../config.ts'
import { describeProblem, Problem } from './problem.ts'

/** By the code of Node's parser or of its clock; RFC 6585 (431), RFC 9110 (408, 400). */
const known: Readonly<Record<string, { status: 408 | 431; detail: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'Its headers are over 16 KiB.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'It did not arrive in time.' },
}

/**
 * Answers what Node's parser refuses with a problem, like every other error, so that clients have
 * one form to read. Fastify's hooks don't run for such answers: their headers are written here.
 */
export const refuseUnreadable =
  (config: Pick<Config, 'publicUrl'>) =>
  (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    if (socket.writable) socket.write(answerTo(known[error.code ?? ''], config))
    socket.destroy(error)
  }

function answerTo(refusal: (typeof known)[string] | undefined, config: Pick<Config, 'publicUrl'>) {
  const { status = 400, detail = 'This is not HTTP that we can read.' } = refusal ?? {}
  const problem = new Problem('bad-request', { detail, status })
  const body = JSON.stringify(describeProblem(problem, randomUUID(), config))
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
