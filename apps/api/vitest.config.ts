import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'api',
    include: ['src/**/*.test.ts', '../../prisma/**/*.test.ts'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    globalSetup: ['src/testing/generated-client.ts', 'src/testing/test-database-server.ts'],
  },
})
