import type { Deps } from '../deps.ts'
import { isWithin } from './limits-network.ts'

/**
 * Whether this peer may be told of accounts: where the setting `disclosure` is `open`, and the peer
 * in a network that the operator named in OPEN_DISCLOSURE_NETWORKS. An administrator alone can't
 * open it to the world.
 */
export async function isOpenTo(
  { config, settings }: Pick<Deps, 'config' | 'settings'>,
  ip: string,
): Promise<boolean> {
  const { disclosure } = await settings.current()
  return disclosure === 'open' && isWithin(config.openDisclosureNetworks, ip)
}
