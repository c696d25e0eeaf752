import type { FastifyInstance } from 'fastify'

/**
 * While the server closes, each answer is the last on its connection (RFC 9112, 9.6), and idle
 * connections are closed. Otherwise browsers, which keep their connections open, would delay the
 * drain.
 */
export function drain(app: FastifyInstance) {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
  // An answer that was already being sent doesn't have that header.
  app.addHook('onResponse', async () => {
    if (isClosing) app.server.closeIdleConnections()
  })
}
