import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDocumentation } from '../start/build-documentation.ts'
import { docs } from './docs.ts'

let app: FastifyInstance

beforeAll(async () => {
  await buildDocumentation()
  app = fastify()
  await docs(app)
})
afterAll(() => app.close())

const get = (url: string, headers = {}) => app.inject({ url, headers })

const typeOf = async (url: string) => {
  const { statusCode, headers } = await get(url)
  return statusCode === 200 ? headers['content-type'] : statusCode
}

/** Every address in a page, as a browser resolves it against `base`. */
const addressesIn = (html: string, url: string, base: string) =>
  [...html.matchAll(/ (?:href|src)="([^"#]+)/g)].map(
    ([, href = '']) => new URL(href, `https://accounts.northwind.example${base}${url}`),
  )

const pages = async () => {
  const menu = (await get('/docs')).body
  const paths = [...menu.matchAll(/<li><a href="(docs[^"#]*)"/g)].map(([, path]) => `/${path}`)
  return [...new Set(paths)]
}

test('each page is served as HTML, and at its .md as Markdown', async () => {
  const paths = await pages()
  expect(paths.length).toBeGreaterThan(10)
  for (const path of paths) {
    expect(await typeOf(path), path).toBe('text/html; charset=utf-8')
    const markdown = path === '/docs' ? '/docs/README.md' : `${path}.md`
    expect(await typeOf(markdown), markdown).toBe('text/markdown; charset=utf-8')
  }
  expect((await get('/docs/errors.md')).body).toMatch(/^# Errors\n/)
})

test('every link, picture and style sheet exists, also below the path of a proxy', async () => {
  for (const path of await pages()) {
    const { body } = await get(path)
    for (const { origin, pathname } of addressesIn(body, path, '/accounts')) {
      if (origin !== 'https://accounts.northwind.example') continue
      expect(pathname, path).toMatch(/^\/accounts\//)
      const { statusCode } = await get(pathname.replace('/accounts', ''))
      expect(statusCode, `${pathname} in ${path}`).toBe(200)
    }
  }
})

test('pages contain nothing that the strict CSP would block', async () => {
  for (const path of await pages()) {
    expect((await get(path)).body, path).not.toMatch(/<script|<style| style="| on\w+="/)
  }
})

test('llms.txt lists the pages as Markdown', async () => {
  const { headers, body } = await get('/llms.txt')
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  const links = [...body.matchAll(/\]\((.+?)\)/g)].map(([, link]) => `/${link}`)
  expect(links).toContain('/docs/quick-start.md')
  for (const link of links) expect((await get(link)).statusCode, link).toBe(200)
})

test('a page that the browser has cached is not sent again', async () => {
  const { etag } = (await get('/docs')).headers
  expect((await get('/docs', { 'if-none-match': etag })).statusCode).toBe(304)
})

test('a trailing slash leads to the address without it, and unknown pages are not found', async () => {
  const { statusCode, headers } = await get('/docs/')
  expect([statusCode, headers.location]).toEqual([301, '../docs'])
  for (const path of ['/docs/nothing', '/docs/README', '/docs/errors/', '/docs/src/build.ts']) {
    expect((await get(path)).statusCode, path).toBe(404)
  }
})
