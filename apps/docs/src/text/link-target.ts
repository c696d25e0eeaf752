import { pageNames } from '../pages.ts'
import { fileAddress, pageAddress } from '../site-address.ts'

/**
 * Where a link of a Markdown page leads on the site. In the files, links lead to `other.md`, so that
 * they work on GitHub. The site has no endings.
 * @param from the page that holds the link
 * @throws Error for a link that leads out of the pages, which only GitHub could follow
 */
export function linkTarget(href: string, from: string): string {
  if (/^(https?:|mailto:|#)/.test(href)) return href
  const [, path = '', anchor = ''] = /^([^#]*)(#.*)?$/.exec(href) ?? []
  const name = path.replace(/\.md$/, '')
  const isPage = pageNames.includes(name) || /^reference\/[a-z-]+$/.test(name)
  if (path.endsWith('.md') && isPage) return `${pageAddress(name, from)}${anchor}`
  if (/^pictures\/[\w-]+\.png$/.test(path)) return fileAddress(path, from)
  throw new Error(`${from}.md: the link ${href} leads to no page`)
}
