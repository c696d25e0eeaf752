import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/**
 * The address from which the call came. Text that isn't an address must not give its sender one
 * budget for each spelling.
 */
export function peerOf({ ip, socket }: FastifyRequest): string {
  const address = withoutPort(ip)
  return isIP(address) ? address : (socket.remoteAddress ?? '')
}

/**
 * Some proxies, such as those of Azure, name the caller's port too: `192.0.2.7:49152`,
 * `[2001:db8::1]:49152`.
 */
const withoutPort = (named: string) =>
  named.replace(/^([\d.]+):\d+$/, '$1').replace(/^\[(.+)\](?::\d+)?$/, '$1')
