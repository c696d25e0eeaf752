import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'api',
    include: ['src/**/*.test.ts', '../../prisma/**/*.test.ts'],
    // Real servers are started and killed here, on cores that other tests keep busy meanwhile.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    globalSetup: ['src/testing/generated-client.ts', 'src/testing/test-database-server.ts'],
  },
})
