import type { Deps } from '../src/deps.ts'

/**
 * Runs `act` after a verb has read, and before the transaction in which it locks its rows: the
 * worst moment for another commit. `act` uses other connections.
 */
export function beforeNextTransaction(
  { db }: { readonly db: Deps['db'] | Deps['driver'] },
  act: () => unknown,
) {
  const original = db.$transaction
  const meanwhile = async (...given: unknown[]) => {
    db.$transaction = original
    await act()
    return Reflect.apply(original, db, given)
  }
  db.$transaction = meanwhile as typeof original
}
