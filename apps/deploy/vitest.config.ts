import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** The files of this folder, tried for real. */
export default defineConfig({
  test: {
    name: 'deploy',
    include: ['**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: availableParallelism(),
    expect: { poll: { timeout: 60_000 } },
    globalSetup: ['../api/testing/generated-client.ts', '../api/testing/test-database-server.ts'],
  },
})
