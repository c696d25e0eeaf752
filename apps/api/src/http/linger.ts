import type { FastifyInstance } from 'fastify'
import { second } from '../lib/clock.ts'

/** A proxy sends a body of a few megabytes in milliseconds. */
const lingerMs = 2 * second

/**
 * If a body is refused before it was read, the rest is read and dropped for a moment before the
 * connection closes (RFC 9112, 9.6). Otherwise the system resets the connection, and the answer can
 * be lost. nginx and Caddy then answer 502, and take the whole server out of service for a while:
 * a single large body from anybody would be enough.
 */
export function lingerAfterRefusals(app: FastifyInstance) {
  app.addHook('onSend', async ({ raw }) => {
    if (raw.complete) return
    const { socket } = raw
    // Node calls this after an answer with `Connection: close`.
    socket.destroySoon = () => {
      const timer = setTimeout(() => socket.destroy(), lingerMs)
      socket.once('close', () => clearTimeout(timer))
      socket.once('end', () => socket.destroy())
      socket.end()
    }
  })
}
