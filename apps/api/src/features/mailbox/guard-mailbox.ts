import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import { hostnameOf } from '../../lib/public-address.ts'

type Asked = Pick<FastifyRequest, 'headers'> & {
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** A proxy on this machine has a loopback address too; the headers that it adds show it. */
const fromProxy = /^(forwarded|x-forwarded-.*|x-real-ip|via)$/

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * Lets a request to the mailbox pass only if it began on this machine, because the mails contain
 * links and codes of all users. The peer must be loopback, without a proxy between. The Host header
 * must name this machine, so that no page of another site can reach it by its own name (DNS
 * rebinding). DEV_MODE=insecure switches this off.
 * @throws Problem `not-found`
 */
export function guardMailbox(config: Pick<Deps['config'], 'insecure'>, request: Asked): void {
  if (!config.insecure && !isFromThisMachine(request)) throw new Problem('not-found')
}

export const isFromThisMachine = ({ socket, headers }: Asked): boolean =>
  isLoopback(socket.remoteAddress ?? '') &&
  isLoopbackHost(headers.host ?? '') &&
  !Object.keys(headers).some((name) => fromProxy.test(name))

/** An IPv4 address as seen on an IPv6 socket (`::ffff:127.0.0.1`) counts too. */
function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const version = isIP(plain)
  return version !== 0 && loopback.check(plain, version === 4 ? 'ipv4' : 'ipv6')
}

function isLoopbackHost(host: string): boolean {
  const url = URL.parse(`http://${host}`)
  if (!url) return false
  const name = hostnameOf(url)
  return name === 'localhost' || isLoopback(name)
}
