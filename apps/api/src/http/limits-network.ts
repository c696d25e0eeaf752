import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * The key under which an address is counted: an IPv4 address itself, or the first 64 bits of an
 * IPv6 address, since its holder can choose the rest. An IPv4 address in IPv6 form is the same
 * address.
 */
export function networkOf(ip: string): string {
  const address = unmapped(ip)
  if (!isIPv6(address)) return address
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`
}

/**
 * The network by which asks take turns: the first 24 bits of an IPv4 address, or 64 of an IPv6
 * address. A single IPv4 address isn't enough, because floods often come from a whole range.
 */
export function neighbourhoodOf(ip: string): string {
  const network = networkOf(ip)
  return isIPv4(network) ? `${network.split('.').slice(0, 3).join('.')}.0/24` : network
}

/** Each matcher is cached for as long as the list that it was made from. */
const matchers = new WeakMap<readonly string[], (ip: string) => boolean>()

/** Whether one of these CIDRs contains this address. */
export function isWithin(cidrs: readonly string[], ip: string): boolean {
  const matches = matchers.get(cidrs) ?? createMatcher(cidrs)
  matchers.set(cidrs, matches)
  return matches(ip)
}

function createMatcher(cidrs: readonly string[]): (ip: string) => boolean {
  const list = new BlockList()
  for (const cidr of cidrs) {
    const [network = '', prefix] = cidr.split('/')
    list.addSubnet(network, Number(prefix), isIPv4(network) ? 'ipv4' : 'ipv6')
  }
  return (ip) => {
    const address = unmapped(ip)
    return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
  }
}

/** `::ffff:192.0.2.1` as `192.0.2.1`, and a link-local address without its zone. */
function unmapped(ip: string): string {
  const [address = ''] = ip.split('%')
  if (!isIPv6(address)) return address
  const groups = groupsOf(address)
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff'
  if (!isMapped) return address
  return groups
    .slice(6)
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    .join('.')
}

/** The eight groups of an IPv6 address, in the only spelling that the URL standard gives. */
function groupsOf(address: string): string[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [left = [], right = []] = canonical
    .split('::')
    .map((half) => half.split(':').filter(Boolean))
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
}
