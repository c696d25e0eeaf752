import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'api',
    include: ['{src,testing}/**/*.test.ts', '../../prisma/**/*.test.ts'],
    // Alone, by vitest.timing.config.ts.
    exclude: ['src/**/timing.test.ts'],
    // What a hanging test may take, not what a test should: no result depends on the machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    // Files share a process, one after the other: to load everything anew for each took half the
    // time.
    isolate: false,
    maxWorkers: availableParallelism(),
    restoreMocks: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    globalSetup: ['testing/generated-client.ts', 'testing/test-database-server.ts'],
  },
})
