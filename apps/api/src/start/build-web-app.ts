import { makeWhenStale, type Product } from './make-when-stale.ts'

/** What the API serves beside its calls: the web app, and the documentation at /docs. */
export async function buildWebApp(): Promise<void> {
  await Promise.all([makeWhenStale(webApp), makeWhenStale(documentation)])
}

const webApp: Product = {
  name: 'web app',
  sources: ['apps/web', 'packages', 'pnpm-lock.yaml', 'tsconfig.base.json'],
  result: 'apps/web/dist/index.html',
  program: ['apps/web/node_modules/vite/bin/vite.js', 'build'],
  folder: 'apps/web',
}

const documentation: Product = {
  name: 'documentation',
  sources: ['apps/docs', 'apps/web/src/ui', 'apps/web/public', 'pnpm-lock.yaml'],
  result: 'apps/docs/dist/site/README.html',
  program: ['apps/docs/src/build.ts'],
  folder: '.',
}
