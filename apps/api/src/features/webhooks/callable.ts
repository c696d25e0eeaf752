import { isIP } from 'node:net'
import type { Config } from '../../config.ts'
import { isWithin } from '../../http/limits-network.ts'
import { Problem } from '../../http/problem.ts'
import { hostnameOf, isPublicAddress } from '../../lib/public-address.ts'

type Networks = Pick<Config, 'webhookNetworks'>

/**
 * Whether a webhook may call this address: a public one by https, or one in WEBHOOK_NETWORKS, by
 * http too. Otherwise our own network could be reached through us.
 */
export const isCallable = (
  { webhookNetworks }: Networks,
  { protocol }: Pick<URL, 'protocol'>,
  address: string,
): boolean =>
  (protocol === 'https:' && isPublicAddress(address)) || isWithin(webhookNetworks, address)

/** Names of this machine (RFC 6761, section 6.3). */
export const isLocalName = (name: string) => /(^|\.)localhost\.?$/i.test(name)

/**
 * What the URL itself shows is refused when it is saved. Where a name leads is known at each try
 * only.
 * @throws Problem bad-request
 */
export function requireCallableUrl(config: Networks, given: string): void {
  const url = new URL(given)
  const host = hostnameOf(url)
  const address = isLocalName(host) ? '127.0.0.1' : host
  if (isIP(address) && !isCallable(config, url, address)) {
    throw refused(
      url.protocol === 'http:'
        ? 'must be an https address with a public host'
        : 'must have a public host. The operator can allow others with WEBHOOK_NETWORKS',
    )
  }
  if (url.protocol === 'http:' && config.webhookNetworks.length === 0) {
    throw refused('must be an https address')
  }
}

const refused = (detail: string) =>
  new Problem('bad-request', { errors: [{ pointer: '/url', detail }] })
