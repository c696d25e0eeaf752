import { makeWhenStale } from './make-when-stale.ts'

/** The pages of `/docs`, in `apps/docs/dist/site`. They have the web app's look. */
export function buildDocumentation(): Promise<void> {
  return makeWhenStale({
    name: 'documentation',
    sources: [
      'apps/docs',
      '.github/CHANGELOG.md',
      'apps/web/src/ui',
      'apps/web/public',
      'apps/api/src/http/openapi',
      'packages/contracts',
      'pnpm-lock.yaml',
    ],
    result: 'apps/docs/dist/site/README.html',
    program: ['apps/docs/src/build.ts'],
    folder: '.',
  })
}
