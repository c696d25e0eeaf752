import type { FastifyReply } from 'fastify'

/** Adds a header on which the answer depends to those that `Vary` already names. */
export function addVary(reply: FastifyReply, name: string): void {
  const before = reply.getHeader('vary')
  reply.header('vary', before === undefined ? name : `${String(before)}, ${name}`)
}
