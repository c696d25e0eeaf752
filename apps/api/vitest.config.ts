import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'api',
    include: ['src/**/*.test.ts', '../../prisma/**/*.test.ts'],
    // Real servers are started and killed here, on cores that other tests keep busy meanwhile.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Files share a process, one after the other: to load everything anew for each took half the time.
    isolate: false,
    restoreMocks: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    globalSetup: ['src/testing/generated-client.ts', 'src/testing/test-database-server.ts'],
  },
})
