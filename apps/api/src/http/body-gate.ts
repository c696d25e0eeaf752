import { second } from '../lib/clock.ts'
import { Problem } from './problem.ts'

export type BodyGate = {
  /** Resolves with a function that frees the place. @throws Problem overloaded */
  enter(network: string, gone: AbortSignal): Promise<() => void>
}

type Waiting = { readonly network: string; readonly admit: () => void }

const defaultPatienceMs = 5 * second

/**
 * Lets a few bodies of unknown callers in at a time. The others wait unread in their sockets, for a
 * short time and in limited number. One network gets at most half of the places, so bodies that
 * never end can't take all of them.
 */
export function createBodyGate({
  places,
  waitingPlaces = 64,
  patienceMs = defaultPatienceMs,
}: {
  readonly places: number
  readonly waitingPlaces?: number
  readonly patienceMs?: number
}): BodyGate {
  const inside: string[] = []
  const waiting = new Set<Waiting>()
  const perNetwork = Math.ceil(places / 2)

  const hasPlace = (network: string) =>
    inside.length < places && inside.filter((one) => one === network).length < perNetwork

  function take(network: string) {
    inside.push(network)
    let isBack = false
    return () => {
      if (isBack) return
      isBack = true
      inside.splice(inside.indexOf(network), 1)
      for (const one of waiting) if (hasPlace(one.network)) one.admit()
    }
  }

  async function wait(network: string, gone: AbortSignal) {
    if (gone.aborted || waiting.size >= waitingPlaces) throw full()
    const { promise, resolve, reject } = Promise.withResolvers<() => void>()
    const one: Waiting = {
      network,
      admit: () => {
        waiting.delete(one)
        resolve(take(network))
      },
    }
    waiting.add(one)
    const giveUp = () => {
      waiting.delete(one)
      reject(full())
    }
    const timer = setTimeout(giveUp, patienceMs)
    gone.addEventListener('abort', giveUp)
    return promise.finally(() => {
      waiting.delete(one)
      clearTimeout(timer)
      gone.removeEventListener('abort', giveUp)
    })
  }

  return {
    enter: async (network, gone) => (hasPlace(network) ? take(network) : wait(network, gone)),
  }
}

/** The body isn't read at all; the connection closes after the answer. */
const full = () => new Problem('overloaded', { headers: { 'retry-after': '5' } })
