import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'

type Asked = Pick<FastifyRequest, 'headers'> & {
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** A proxy beside us has a loopback address too: what it adds to a request gives it away. */
const fromProxy = /^(forwarded|x-forwarded-.*|x-real-ip|via)$/

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * Lets a request to the mailbox pass only if it began on this machine: the mails hold links and
 * codes of everybody. The peer is loopback, no proxy stands between, and the Host header names this
 * machine, so that no page of another site reaches it by a name of its own (DNS rebinding).
 * DEV_MODE=insecure lifts that.
 * @throws Problem `not-found`
 */
export function guardMailbox(config: Pick<Deps['config'], 'insecure'>, request: Asked): void {
  if (!config.insecure && !isFromThisMachine(request)) throw new Problem('not-found')
}

export const isFromThisMachine = ({ socket, headers }: Asked): boolean =>
  isLoopback(socket.remoteAddress ?? '') &&
  isLoopbackHost(headers.host ?? '') &&
  !Object.keys(headers).some((name) => fromProxy.test(name))

/** Of an IPv4 address as seen on an IPv6 socket, too (`::ffff:127.0.0.1`). */
function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const version = isIP(plain)
  return version !== 0 && loopback.check(plain, version === 4 ? 'ipv4' : 'ipv6')
}

function isLoopbackHost(host: string): boolean {
  const hostname = URL.parse(`http://${host}`)?.hostname ?? ''
  return hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''))
}
