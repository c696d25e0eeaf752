import { pageNames, startPage } from './pages.ts'

/**
 * Where a link of a Markdown page leads on the site. In the files, links lead to `other.md`, so that
 * they work on GitHub. The site has no endings. All links are relative, so that the site works below
 * any path of a proxy.
 * @param from the page that holds the link
 * @throws Error for a link that leads out of the pages, which only GitHub could follow
 */
export function linkTarget(href: string, from: string): string {
  if (/^(https?:|mailto:|#)/.test(href)) return href
  const [, path = '', anchor = ''] = /^([^#]*)(#.*)?$/.exec(href) ?? []
  const name = path.replace(/\.md$/, '')
  if (path.endsWith('.md') && pageNames.includes(name)) return `${pageAddress(name, from)}${anchor}`
  if (/^pictures\/[\w-]+\.png$/.test(path)) return fileAddress(path, from)
  throw new Error(`${from}.md: the link ${href} leads to no page`)
}

/** The start page is `/docs`, every other one is `/docs/<name>`. */
export function pageAddress(name: string, from: string): string {
  if (name === startPage) return from === startPage ? 'docs' : '../docs'
  return fileAddress(name, from)
}

export const fileAddress = (file: string, from: string): string =>
  from === startPage ? `docs/${file}` : file
