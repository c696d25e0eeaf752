import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const script = join(import.meta.dirname, '../scripts/build.ts')

/**
 * Vitest's global set-up: the client of the present contracts, also if a single test runs. It has a
 * process of its own, because modules that vitest loads for a set-up can't resolve packages.
 */
export const setup = (): void => {
  execFileSync(process.execPath, [script], { stdio: 'inherit' })
}
