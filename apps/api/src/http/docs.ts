import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { cached } from '../lib/cached.ts'
import { systemClock } from '../lib/clock.ts'
import { docsSearch } from './docs-search.ts'
import { makeVariants, sendVariant } from './send-variant.ts'

const site = fileURLToPath(new URL('../../../docs/dist/site/', import.meta.url))

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/**
 * Serves the built documentation: `GET /docs`, `/docs/<page>`, each page as Markdown at its `.md`,
 * and `/llms.txt`. Each file is read and compressed once, when it is first requested. A path
 * without a file has no route, so it is not found.
 */
export async function docs(app: FastifyInstance) {
  const names = await readdir(site, { recursive: true }).catch(() => [])
  const files = names.filter((name) => extname(name) !== '' && name !== 'search.html')
  if (!files.includes('README.html')) {
    throw new Error('The documentation is not built: run `npx pnpm@12 start`')
  }
  for (const file of files) {
    const make = async () => makeVariants(await readFile(`${site}${file}`))
    const variants = cached(make, Number.POSITIVE_INFINITY, systemClock)
    const type = types[extname(file)] ?? 'application/octet-stream'
    app.get(pathOf(file), async (request, reply) =>
      sendVariant(await variants(), request, reply, type),
    )
  }
  docsSearch(app, site)
  // Links in the pages are relative, so with a trailing slash they would resolve to wrong
  // addresses.
  app.get('/docs/', (_request, reply) => reply.redirect('../docs', 301))
}

function pathOf(file: string): string {
  if (file === 'llms.txt') return '/llms.txt'
  if (file === 'README.html') return '/docs'
  return `/docs/${file.replace(/\.html$/, '')}`
}
