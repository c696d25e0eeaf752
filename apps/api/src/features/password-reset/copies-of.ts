import { randomUUID } from 'node:crypto'
import type { StoredMessage } from '../../models/messages.ts'
import type { Ask, Decision } from './decide-asks.ts'

type Copy = { readonly message: StoredMessage; readonly data: Ask['data'] }

/**
 * The same link and code for the recovery addresses that count. They have the job's transaction.
 */
export function copiesOf(
  { ask, user, plan, reset }: Decision,
  message: StoredMessage | undefined,
): readonly Copy[] {
  if (!message || !user || !reset || plan.notSent) return []
  const others = user.recoveryAddresses.filter((to) => to !== plan.to)
  return others.map((to) => ({ message: { ...message, id: randomUUID(), to }, data: ask.data }))
}
