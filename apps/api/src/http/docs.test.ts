import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

/** Every page that the site's own list names: those that people write, and the calls of the API. */
const pages = async () => {
  const { body } = await get('/llms.txt')
  const paths = [...body.matchAll(/\]\(docs\/(.+?)\.md\)/g)].map(([, name]) => `/docs/${name}`)
  return ['/docs', ...paths]
}

test('each page is served as HTML, and at its .md as Markdown', async () => {
  const paths = await pages()
  expect(paths.length).toBeGreaterThan(80)
  for (const path of paths) {
    expect(await typeOf(path), path).toBe('text/html; charset=utf-8')
    const markdown = path === '/docs' ? '/docs/README.md' : `${path}.md`
    expect(await typeOf(markdown), markdown).toBe('text/markdown; charset=utf-8')
  }
  expect((await get('/docs/errors.md')).body).toMatch(/^# Errors\n/)
})

/** Links that leave the documentation for the web app. */
const ofWebApp = /^\/accounts\/(sign-in|accessibility)?$/

test('every link, picture and style sheet exists, also below the path of a proxy', async () => {
  const checked = new Set<string>()
  for (const path of [...(await pages()), '/docs/search']) {
    const { body } = await get(path)
    for (const { origin, pathname } of addressesIn(body, path, '/accounts')) {
      if (origin !== 'https://accounts.northwind.example') continue
      expect(pathname, path).toMatch(/^\/accounts\//)
      if (ofWebApp.test(pathname) || checked.has(pathname)) continue
      checked.add(pathname)
      const { statusCode } = await get(pathname.replace('/accounts', ''))
      expect(statusCode, `${pathname} in ${path}`).toBe(200)
    }
  }
})

test('pages contain nothing that the strict CSP would block', async () => {
  for (const path of await pages()) {
    const withoutFiles = (await get(path)).body.replace(/<script src="[./a-z]+"><\/script>/, '')
    expect(withoutFiles, path).not.toMatch(/<script|<style| style="| on\w+="/)
  }
})

describe('the search without scripts', () => {
  const search = (query: string) => get(`/docs/search${query}`)

  test('finds sections by beginnings of their words, and typing mistakes', async () => {
    for (const question of ['rate-limited', 'idempotent', 'authentification']) {
      const { statusCode, body } = await search(`?q=${question}`)
      expect([statusCode, body.includes('<ol class="hits">')], question).toEqual([200, true])
    }
    expect((await search('?q=rate-limited')).body).toContain('href="errors#rate-limited"')
    expect((await search('?q=start+user+reset')).body).toContain(
      'href="reference/start-user-reset"',
    )
  })

  test('says when nothing is found, and asks when nothing was typed', async () => {
    expect((await search('?q=smiht')).body).toContain('No results for “smiht”')
    const { body } = await search('')
    expect(body).toContain('<label for="question">')
    expect(body).not.toContain('results for')
  })

  test('answers whatever is typed, and never as HTML', async () => {
    const strange = [
      '%',
      '%00',
      '%ED%A0%80',
      '__proto__',
      '%3C!--hits--%3E',
      '%22%3E%3Cimg%3E',
      'a'.repeat(9_000),
    ]
    for (const typed of strange) {
      const { statusCode, body } = await search(`?q=${typed}&q=2&other=1`)
      expect([statusCode, /<img[ >]/.test(body)], typed).toEqual([200, false])
      expect(body.length).toBeLessThan(40_000)
    }
  })
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
  for (const path of [
    '/docs/nothing',
    '/docs/README',
    '/docs/errors/',
    '/docs/src/build.ts',
    '/docs/search.html',
  ]) {
    expect((await get(path)).statusCode, path).toBe(404)
  }
})
