import type { Deps } from '../src/deps.ts'
import { sql } from '../src/lib/database.ts'

/**
 * Runs `act` before the next statement of the driver that contains `words`: the worst moment for
 * another commit, where a verb locks its rows with a single statement.
 */
export function beforeNextStatement(
  { driver }: Pick<Deps, 'driver'>,
  words: string,
  act: () => unknown,
) {
  const original = driver.$queryRaw
  const meanwhile = async (...given: Parameters<typeof original>) => {
    const [query, ...values] = given
    const { text } = 'raw' in query ? sql(query, ...values) : query
    if (text.includes(words)) {
      driver.$queryRaw = original
      await act()
    }
    return Reflect.apply(original, driver, given)
  }
  driver.$queryRaw = meanwhile as typeof original
}
