import { setTimeout as delay } from 'node:timers/promises'

/** What the server tells its worker while calls wait for a core to hash on. */
export const hashesWait = 'hashes-wait'

/** How often the server tells it. */
export const toldEveryMs = 50

/** One word counts for this long, so a server that stops telling holds nothing up. */
const heldMs = 100

/** The most that a batch waits, however long hashes do: mail must not starve. */
const longestMs = 250

/** Lets people who sign in or save a password go before batches of jobs for which nobody waits. */
export type Way = {
  /** Hashes wait. */
  told(): void
  /** Resolves when a batch may begin. */
  isFree(): Promise<void>
}

export function createWay({
  now = () => performance.now(),
  wait = (ms: number): Promise<unknown> => delay(ms),
} = {}): Way {
  let heldUntil = Number.NEGATIVE_INFINITY
  return {
    told() {
      heldUntil = now() + heldMs
    },
    async isFree() {
      const endsAt = now() + longestMs
      for (let at = now(); at < heldUntil && at < endsAt; at = now()) {
        await wait(Math.ceil(Math.min(heldUntil, endsAt) - at))
      }
    },
  }
}

/** Calls `act` at most once in some milliseconds. */
export function atMostEvery(
  ms: number,
  act: () => void,
  now: () => number = () => performance.now(),
): () => void {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    if (now() - last < ms) return
    last = now()
    act()
  }
}
