import { startPage } from '../pages.ts'
import { pageAddress } from '../site-address.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { icon } from './icons.ts'
import { isCall, type MenuGroup, type MenuItem, type Site } from './site.ts'

/** The groups of pages, or of the API's calls for the page of a call. */
export function renderMenu(current: string, { pages, calls }: Site): string {
  const groups = (isCall(current) ? calls : pages).map((group) => renderGroup(group, current))
  if (!isCall(current)) return groups.join('\n')
  const back = `<p class="back"><a href="${pageAddress(startPage, current)}">${icon('back', '1rem')}All pages</a></p>`
  return [back, ...groups].join('\n')
}

const renderGroup = ({ title, items }: MenuGroup, current: string) =>
  `<p class="group">${escapeHtml(title)}</p>
<ul>${items.map((item) => renderItem(item, current)).join('\n')}</ul>`

function renderItem({ name, title, method }: MenuItem, current: string): string {
  const here = name === current ? ' aria-current="page"' : ''
  const verb = method ? `<span class="verb">${method === 'DELETE' ? 'DEL' : method}</span>` : ''
  return `<li><a href="${pageAddress(name, current)}"${here}>${verb}<span>${escapeHtml(title)}</span></a></li>`
}
