import { readFileSync } from 'node:fs'

/** What a test sent to an operation, and the answer. */
export type Example = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly answer?: unknown
}

type Examples = {
  /** By the name of the contract. */
  readonly operations: Readonly<Record<string, Example>>
  /** By their code: the members that only this problem has. */
  readonly problems: Readonly<Record<string, object>>
}

/**
 * Recorded from the API's tests by `npx pnpm@12 examples`, which says how ids, times and secrets
 * are replaced.
 */
export const { operations: examples, problems: problemExamples }: Examples = JSON.parse(
  readFileSync(new URL('examples.json', import.meta.url), 'utf8'),
)
