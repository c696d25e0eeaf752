import type { Deps } from '../src/deps.ts'

/**
 * Lets `act` run to its end after a verb has read and before the transaction in which it locks what
 * it acts on: the worst moment for somebody else to commit. Other connections do its work.
 */
export function beforeNextTransaction({ db }: Pick<Deps, 'db'>, act: () => unknown) {
  const original = db.$transaction
  const meanwhile = async (...given: unknown[]) => {
    db.$transaction = original
    await act()
    return Reflect.apply(original, db, given)
  }
  db.$transaction = meanwhile as typeof original
}
