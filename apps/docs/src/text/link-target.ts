import { operationIds } from '../../../api/src/http/openapi/document.ts'
import { pageNames } from '../pages.ts'
import { operationPage } from '../reference/operations.ts'
import { fileAddress, pageAddress } from '../site-address.ts'

const pages = new Set([...pageNames, ...operationIds.map((name) => operationPage({ name }))])

/** False for other sites, mail addresses, and headings of the same page. */
export const isOwnPage = (href: string): boolean => !/^(https?:|mailto:|#)/.test(href)

/**
 * Where a link of a Markdown page leads on the site. In the files, links lead to `other.md`, so
 * that they work on GitHub. The site has no endings.
 * @param from the page that holds the link
 * @throws Error for a link that leads out of the pages, which only GitHub could follow
 */
export function linkTarget(href: string, from: string): string {
  if (!isOwnPage(href)) return href
  const [, path = '', anchor = ''] = /^([^#]*)(#.*)?$/.exec(href) ?? []
  const name = path.replace(/\.md$/, '')
  if (path.endsWith('.md') && pages.has(name)) return `${pageAddress(name, from)}${anchor}`
  if (/^pictures\/[\w-]+\.png$/.test(path)) return fileAddress(path, from)
  throw new Error(`${from}.md: the link ${href} leads to no page`)
}
