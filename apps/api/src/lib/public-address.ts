import { BlockList, isIP } from 'node:net'

/** IANA's special-purpose addresses, and multicast: none of them is on the public internet. */
const special = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  special.addSubnet(network, prefix)
}

/**
 * Within 2000::/3: benchmarks, examples, and addresses that contain an IPv4 address (Teredo, 6to4).
 */
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special.addSubnet(network, prefix, 'ipv6')
}

/**
 * Global unicast. Mapped, translated (NAT64), link-local, unique local and loopback addresses are
 * outside it.
 */
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

/** The host without the brackets of IPv6 addresses. */
export const hostnameOf = ({ hostname }: Pick<URL, 'hostname'>): string =>
  hostname.replace(/^\[|\]$/g, '')

/** Whether an IP address can belong to a machine on the public internet. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !special.check(address)
  return version === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}
