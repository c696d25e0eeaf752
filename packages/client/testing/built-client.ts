import { build } from '../scripts/build.ts'

/** Vitest's global set-up: the client of the present contracts, also if a single test runs. */
export const setup = (): Promise<void> => build()
