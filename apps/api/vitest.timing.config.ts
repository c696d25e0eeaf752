import { defineConfig } from 'vitest/config'

/** Tests that compare times run when all others have ended, so that nothing runs beside them. */
export default defineConfig({
  test: {
    name: 'timing',
    include: ['src/**/timing.test.ts'],
    sequence: { groupOrder: 1 },
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 300_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    globalSetup: ['testing/generated-client.ts'],
  },
})
