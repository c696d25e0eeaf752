import { appAddress, fileAddress, pageAddress } from '../site-address.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { renderMark } from './band.ts'
import { icon } from './icons.ts'
import { type MenuItem, neighboursOf, type Site, type SitePage } from './site.ts'

/** The pages before and after this one, and the footer. */
export function renderPageEnd({ name, markdown }: SitePage, site: Site): string {
  const asMarkdown = `<a href="${fileAddress(`${name}.md`, name)}">This page as Markdown</a>`
  return `${renderNeighbours(name, site)}
<footer class="footer"><span>Version ${site.version}</span>
${markdown === null ? '' : asMarkdown}
<a href="${appAddress('/accessibility', name)}">Accessibility</a>
<span class="wordmark" translate="no">${renderMark('0.875rem')}Rekey</span></footer>`
}

function renderNeighbours(name: string, site: Site): string {
  const { before, after } = neighboursOf(name, site)
  if (!before && !after) return ''
  const card = (item: MenuItem, direction: string, words: string) =>
    `<a class="${direction}" rel="${direction}" href="${pageAddress(item.name, name)}"><span>${words}</span><b>${escapeHtml(item.title)}</b></a>`
  return `<nav class="neighbours" aria-label="Previous and next page">
${before ? card(before, 'prev', `${icon('back', '1rem')}Previous`) : ''}
${after ? card(after, 'next', `Next${icon('forward', '1rem')}`) : ''}
</nav>`
}
