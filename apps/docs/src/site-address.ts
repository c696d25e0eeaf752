import { startPage } from './pages.ts'

/**
 * Addresses of the site, as they stand in a page. The start page is `/docs`, every other one is
 * `/docs/<name>`, and a call of the API is `/docs/reference/<name>`. All of them are relative, so
 * that the site works below any path of a proxy.
 * @param from the page that holds the link
 */
export function pageAddress(name: string, from: string): string {
  return name === startPage ? `${rootOf(from)}docs` : fileAddress(name, from)
}

/** A file beside the pages, such as `docs.css`. */
export const fileAddress = (file: string, from: string): string =>
  from === startPage ? `docs/${file}` : `${'../'.repeat(depthOf(from))}${file}`

/** A path of the web app, such as `/sign-in`. */
export const appAddress = (path: string, from: string): string =>
  `${rootOf(from)}${path.slice(1)}` || './'

const depthOf = (page: string) => page.split('/').length - 1

const rootOf = (from: string) => (from === startPage ? '' : '../'.repeat(depthOf(from) + 1))
