import type { Deps } from '../deps.ts'
import { isWithin } from './limits-network.ts'

/**
 * Whether this peer may learn which accounts exist. The setting `disclosure` must be `open`, and
 * the peer in a network of OPEN_DISCLOSURE_NETWORKS, which only the operator can set. So an
 * administrator alone can't disclose accounts to everyone.
 */
export async function isOpenTo(
  { config, settings }: Pick<Deps, 'config' | 'settings'>,
  peer: string,
): Promise<boolean> {
  const { disclosure } = await settings.current()
  return disclosure === 'open' && isWithin(config.openDisclosureNetworks, peer)
}
