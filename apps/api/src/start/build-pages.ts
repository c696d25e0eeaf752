import { buildDocumentation } from './build-documentation.ts'
import { makeWhenStale } from './make-when-stale.ts'

/** What the API serves beside its calls: the web app in `apps/web/dist`, and the documentation. */
export async function buildPages(): Promise<void> {
  const webApp = makeWhenStale({
    name: 'web app',
    sources: ['apps/web', 'packages', 'pnpm-lock.yaml', 'tsconfig.base.json'],
    result: 'apps/web/dist/index.html',
    program: ['apps/web/node_modules/vite/bin/vite.js', 'build'],
    folder: 'apps/web',
  })
  await Promise.all([webApp, buildDocumentation()])
}
