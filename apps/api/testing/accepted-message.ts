import { randomUUID } from 'node:crypto'
import type { Deps } from '../src/deps.ts'

/** A mail that our mail server accepted just now, as send-message stores it. */
export async function acceptedMessage(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  changes: object = {},
) {
  const at = clock.now()
  return db.message.create({
    data: {
      id: randomUUID(),
      template: 'reset',
      to: 'jane.doe@northwind.example',
      status: 'accepted',
      keyId: 'test',
      origin: 'self-service',
      lane: 1,
      askedAt: at,
      acceptedAt: at,
      giveUpAt: at,
      attempts: 1,
      ...changes,
    },
  })
}

export const storyOf = ({ db }: Pick<Deps, 'db'>, id: string) =>
  db.message.findUniqueOrThrow({
    where: { id },
    include: { events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } },
  })
