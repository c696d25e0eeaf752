import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/**
 * Vitest leaves a core idle, which is half of a small machine. Every project says so: they don't
 * inherit it.
 */
const maxWorkers = availableParallelism()

/** Small tests share a process too; the limit ends only what hangs, whatever the machine. */
const small = { isolate: false, testTimeout: 300_000, maxWorkers }

/** One run over all workspaces; each is a project with its own settings. */
export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      'apps/*',
      'apps/api/vitest.timing.config.ts',
      {
        test: {
          name: 'packages',
          include: ['packages/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'packages/client/**'],
          // PostgreSQL starts in hooks.
          hookTimeout: 300_000,
          ...small,
        },
      },
      {
        test: {
          name: 'client',
          include: ['packages/client/**/*.test.ts'],
          // It calls a real server.
          globalSetup: [
            'packages/client/testing/built-client.ts',
            'apps/api/testing/generated-client.ts',
            'apps/api/testing/test-database-server.ts',
          ],
          hookTimeout: 300_000,
          ...small,
        },
      },
      { test: { name: 'house', include: ['.ci/**/*.test.ts'], ...small } },
    ],
  },
})
