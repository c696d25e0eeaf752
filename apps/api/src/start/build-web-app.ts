import { makeWhenStale } from './make-when-stale.ts'

/** The pages, in `apps/web/dist`, which the API serves. */
export function buildWebApp(): Promise<void> {
  return makeWhenStale({
    name: 'web app',
    sources: ['apps/web', 'packages', 'pnpm-lock.yaml', 'tsconfig.base.json'],
    result: 'apps/web/dist/index.html',
    program: ['apps/web/node_modules/vite/bin/vite.js', 'build'],
    folder: 'apps/web',
  })
}
