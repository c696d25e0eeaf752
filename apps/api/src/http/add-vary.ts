import type { FastifyReply } from 'fastify'

/** Names a header that the answer depends on, beside those that are named already. */
export function addVary(reply: FastifyReply, name: string): void {
  const before = reply.getHeader('vary')
  reply.header('vary', before === undefined ? name : `${String(before)}, ${name}`)
}
