/** A network gets one turn back in this time, so about a hundred in ten minutes. */
const forgetEveryMs = 6_000

/** The maximum number of networks, so that a flood from many can't fill the memory. */
const maximumNetworks = 100_000

/** @returns how many asks a network has made lately, not counting this one */
type Turns = (network: string) => number

/**
 * Decides who goes first when asks pile up: each network's first ask goes before everybody's
 * second, so a flood waits behind all others. The answer of a call doesn't depend on it.
 *
 * Each server counts in its own memory and by its own clock, also with IP_RATE_LIMITS=off and
 * without Redis. So nothing switches this off, but a network that uses several servers gets a first
 * turn at each of them, and so does everybody after a restart.
 */
export function createTurns(now: () => number = () => performance.now()): Turns {
  const networks = new Map<string, { turns: number; at: number }>()
  return (network) => {
    const at = now()
    const last = networks.get(network)
    const turns = last ? Math.max(0, last.turns - (at - last.at) / forgetEveryMs) : 0
    networks.delete(network)
    networks.set(network, { turns: turns + 1, at })
    for (const idlest of networks.keys()) {
      if (networks.size <= maximumNetworks) break
      networks.delete(idlest)
    }
    return Math.ceil(turns)
  }
}
