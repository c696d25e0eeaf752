import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { chromiumFlags, requireChromium } from './support/chromium.ts'

/**
 * One journey a spec. Never retried: a journey that passes at the second try hides a race.
 * Each spec's fixtures start the servers that it needs. `--trace on` shows a journey step by step.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './support/original.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  // Two for each core: half of a journey is waiting for what shows next.
  workers: 2 * availableParallelism(),
  // What a hanging journey may take, not what a journey should: no result depends on the machine.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    actionTimeout: 60_000,
    launchOptions: { executablePath: requireChromium(), args: chromiumFlags },
  },
})
