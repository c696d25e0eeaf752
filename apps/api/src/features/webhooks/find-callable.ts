import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { isIP } from 'node:net'
import type { Deps } from '../../deps.ts'
import { hostnameOf } from '../../lib/public-address.ts'
import { isCallable, isLocalName } from './callable.ts'

type Found = { readonly addresses: readonly LookupAddress[] } | { readonly fault: string }

/**
 * The addresses of a host that a webhook may call. The name is looked up once, and only addresses
 * that were checked here are used.
 */
export async function findCallable(
  deps: Pick<Deps, 'config' | 'dns'>,
  url: URL,
  signal: AbortSignal,
): Promise<Found> {
  const host = hostnameOf(url)
  const found = isIP(host) ? [host] : await inTime(resolve(deps, host), signal)
  if (found === 'silent') return { fault: 'DNS didn’t answer for the host name.' }
  if (found.length === 0) return { fault: 'DNS has no address for the host name.' }
  const callable = found.filter((address) => isCallable(deps.config, url, address))
  if (callable.length > 0) {
    return { addresses: callable.map((address) => ({ address, family: isIP(address) })) }
  }
  // The address isn't named here, because a caller could explore our network with it.
  return {
    fault:
      url.protocol === 'http:'
        ? 'The host isn’t in WEBHOOK_NETWORKS, so it can only be called by https.'
        : 'The host’s address isn’t public, and it isn’t in WEBHOOK_NETWORKS.',
  }
}

/**
 * The system's own look-up knows names that DNS doesn't, such as those of /etc/hosts. But it blocks
 * a thread while DNS is silent, and a few silent names would hold up all webhooks. So DNS is asked
 * first, without a thread.
 */
async function resolve({ dns }: Pick<Deps, 'dns'>, host: string): Promise<string[] | 'silent'> {
  if (!isLocalName(host)) {
    const answer = await dns.addresses(host)
    if (answer.outcome === 'found') return [...answer.values]
    if (answer.outcome === 'silent') return 'silent'
  }
  const known = await lookup(host, { all: true }).catch(() => [])
  return known.map(({ address }) => address)
}

async function inTime(resolving: Promise<string[] | 'silent'>, signal: AbortSignal) {
  // An event that has passed doesn't come again.
  if (signal.aborted) return 'silent' as const
  return Promise.race([resolving, once(signal, 'abort').then(() => 'silent' as const)])
}
