import { defineConfig } from 'vitest/config'

/** `pnpm soak`: the long forms. A run is repeated by its seed: `SOAK_SEED=… pnpm soak`. */
export default defineConfig({
  test: {
    name: 'soak',
    include: ['soak/**/*.soak.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
    // One at a time: each keeps the machine busy by itself, and measures it.
    fileParallelism: false,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    globalSetup: ['testing/generated-client.ts', 'testing/test-database-server.ts'],
  },
})
