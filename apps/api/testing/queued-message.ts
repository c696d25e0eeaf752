import { randomUUID } from 'node:crypto'
import type { Deps } from '../src/deps.ts'
import { hour, later } from '../src/lib/clock.ts'

/** A mail that was requested just now and waits to be sent. */
export async function queuedMessage(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  changes: object = {},
) {
  const askedAt = clock.now()
  return db.message.create({
    data: {
      id: randomUUID(),
      template: 'reset',
      to: 'jane.doe@northwind.example',
      status: 'queued',
      keyId: 'test',
      origin: 'self-service',
      lane: 1,
      askedAt,
      giveUpAt: later(askedAt, 4 * hour),
      events: { create: { status: 'queued', at: askedAt } },
      ...changes,
    },
  })
}
