import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Deps } from '../../deps.ts'
import { second } from '../../lib/clock.ts'
import { listen } from '../../lib/listen.ts'
import { type DeliverOptions, deliverEvent } from './deliver-event.ts'
import { deliveriesChannel } from './deliveries.ts'
import { type Due, mostAtOnce, takeDue } from './due-deliveries.ts'

/** New events wake us at once. This finds later tries, and events whose notice was lost. */
const lookEveryMs = second

/** How long running tries may go on when the worker ends. */
const drainMs = 5 * second

/**
 * Sends the events of webhooks until stopped. It begins each try as soon as the delivery is due,
 * and never waits for one to end before it begins others.
 * @param sockets of the connections that are replaced when the database moves
 */
export function startDeliveries(
  deps: Deps,
  databaseUrl: string,
  sockets: Set<Socket>,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let wake = () => {}
  const deliverer = createDeliverer(deps, { stopping: stopping.signal, onFree: () => wake() })
  let isOpen = true
  const loop = async () => {
    while (isOpen) {
      const { promise: woken, resolve } = Promise.withResolvers<void>()
      wake = resolve
      const taken = await deliverer.take().catch((err) => {
        deps.log.error({ err }, 'Webhook deliveries could not be read')
        return 0
      })
      if (taken === 0 && isOpen) await Promise.race([woken, delay(lookEveryMs)])
    }
  }
  const running = loop()
  const listening = listen(databaseUrl, deliveriesChannel, () => wake(), sockets)
  return {
    async stop() {
      isOpen = false
      wake()
      await Promise.all([running, listening.stop()])
      await Promise.race([deliverer.settled(), delay(drainMs, undefined, { ref: false })])
      stopping.abort()
      await deliverer.settled()
    },
  }
}

/**
 * Begins tries and knows which are running. It calls `onFree` when a webhook that had as many tries
 * as it may have gets room for another one. Tests use it without the waiting.
 */
export function createDeliverer(
  deps: Deps,
  { onFree = () => {}, ...options }: DeliverOptions & { onFree?: () => void } = {},
) {
  const busy = new Map<string, number>()
  const running = new Set<Promise<void>>()
  const count = ({ webhookId }: Due, change: number) => {
    const left = (busy.get(webhookId) ?? 0) + change
    if (left > 0) busy.set(webhookId, left)
    else busy.delete(webhookId)
  }
  const end = (due: Due) => {
    const wasFull = busy.get(due.webhookId) === mostAtOnce
    count(due, -1)
    if (wasFull) onFree()
  }
  const begin = (due: Due) => {
    count(due, 1)
    const sending: Promise<void> = deliverEvent(deps, due, options)
      .catch((err) => deps.log.error({ err, eventId: due.eventId }, 'A webhook could not be sent'))
      .finally(() => {
        running.delete(sending)
        end(due)
      })
    running.add(sending)
  }
  return {
    /** Begins what is due. @returns how many */
    async take(): Promise<number> {
      const due = await takeDue(deps.db, busy, deps.clock.now())
      for (const each of due) begin(each)
      return due.length
    },
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
