import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** One run over all workspaces; each is a project with its own settings, if it has any. */
export default defineConfig({
  test: {
    // Vitest leaves a core idle, which is half of a small machine.
    maxWorkers: availableParallelism(),
    projects: [
      'apps/*',
      'apps/api/vitest.timing.config.ts',
      'packages/*',
      { test: { name: 'house', include: ['.ci/**/*.test.ts'] } },
    ],
  },
})
