import type { FastifyInstance } from 'fastify'

/**
 * While the server closes, each answer is the last on its connection (RFC 9112, 9.6), and what was
 * kept open ends. Otherwise a browser that keeps its connection, as all do, holds the drain up.
 */
export function drain(app: FastifyInstance) {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
  // An answer that was already on its way had no such header.
  app.addHook('onResponse', async () => {
    if (isClosing) app.server.closeIdleConnections()
  })
}
