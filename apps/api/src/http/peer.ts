import { isIP, type Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Fastify's own type doesn't say that a caller who has hung up may have no address. */
type Called = Pick<FastifyRequest, 'socket'> & { readonly ip: string | undefined }

/**
 * The address from which the call came. Text that isn't an address must not give its sender one
 * budget for each spelling.
 */
export function peerOf({ ip = '', socket }: Called): string {
  const address = withoutPort(ip)
  return isIP(address) ? address : (socket.remoteAddress ?? '')
}

/**
 * Some proxies, such as those of Azure, name the caller's port too: `192.0.2.7:49152`,
 * `[2001:db8::1]:49152`.
 */
const withoutPort = (named: string) =>
  named.replace(/^([\d.]+):\d+$/, '$1').replace(/^\[(.+)\](?::\d+)?$/, '$1')

/**
 * A socket keeps its address after it has closed if somebody has read it before. So callers who
 * hang up at once are counted and recorded by their address, too.
 */
export function keepPeers({ server }: FastifyInstance): void {
  server.on('connection', addressOf)
}

const addressOf = ({ remoteAddress }: Socket) => remoteAddress
