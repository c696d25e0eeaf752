import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { fillSearchPage } from '../../../docs/src/search/render-hits.ts'
import { findSections, readIndex } from '../../../docs/src/search/search-site.ts'
import { cached } from '../lib/cached.ts'
import { systemClock } from '../lib/clock.ts'

/**
 * `GET /docs/search?q=`: what the search field finds, for browsers without scripts. It uses the
 * same index, which is read when somebody first searches.
 */
export function docsSearch(app: FastifyInstance, site: string): void {
  const read = async () => ({
    page: await readFile(`${site}search.html`, 'utf8'),
    index: readIndex(await readFile(`${site}search-index.json`, 'utf8')),
  })
  const search = cached(read, Number.POSITIVE_INFINITY, systemClock)
  app.get('/docs/search', async (request, reply) => {
    const { page, index } = await search()
    const question = questionIn(request.query)
    const html = fillSearchPage(page, question, findSections(index, question))
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html)
  })
}

/** A query has no contract here, so it may hold anything: no `q`, or several. */
function questionIn(query: unknown): string {
  const { q } = query as { readonly q?: unknown }
  const first = Array.isArray(q) ? q[0] : q
  return typeof first === 'string' ? first.trim() : ''
}
