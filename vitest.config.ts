import { defineConfig } from 'vitest/config'

/** One run over all workspaces; each is a project with its own settings, if it has any. */
export default defineConfig({
  test: {
    projects: ['apps/*', 'packages/*', { test: { name: 'house', include: ['.ci/**/*.test.ts'] } }],
  },
})
