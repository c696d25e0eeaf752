import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPages } from '../start/build-pages.ts'
import { answerProblems } from './problem.ts'
import { web } from './web.ts'

let app: FastifyInstance

beforeAll(async () => {
  await buildPages()
  app = fastify()
  answerProblems(app, { publicUrl: 'http://localhost:3000' })
  await web(app, async () => ({ supportAddress: null, accentColour: null }))
})
afterAll(() => app.close())

const typeOf = async (url: string) => {
  const { statusCode, headers } = await app.inject(url)
  return `${statusCode} ${headers['content-type']}`
}

test.each(['/', '/reset', '/users/1?tab=mail', '/apiary', '/docserver'])(
  '%s is a page',
  async (url) => {
    expect(await typeOf(url)).toBe('200 text/html; charset=utf-8')
  },
)

test.each([
  '/api/v2/x',
  '//api/v1/site',
  '/API/v1/site',
  '/api?x=1',
  '/assets/no.js',
  '/docs/no',
  '/readyz/',
  '/healthz/x',
  '/health',
  '//metrics',
])('%s is not found, and no page', async (url) => {
  expect(await typeOf(url)).toBe('404 application/problem+json')
})
