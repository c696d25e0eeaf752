import type { Hit } from '../search/search-site.ts'
import { element } from './element.ts'

/** As many as a phone shows above its keyboard. Enter shows all of them on a page. */
export const mostShown = 7

/** Pages lie beside this script. */
const addressOf = ({ id }: Hit) => new URL(id, import.meta.url).href

export function renderHit(hit: Hit, at: number): HTMLElement {
  const attributes = {
    role: 'option',
    id: `search-hit-${at}`,
    href: addressOf(hit),
    tabindex: '-1',
    'aria-selected': 'false',
  }
  const title = element('b', {}, hit.heading)
  const place = hit.page === hit.heading ? [] : [element('span', {}, hit.page)]
  return element('a', attributes, title, ...place)
}

export function describeHits(count: number, question: string): string {
  if (count === 0) return `No results for “${question}”.`
  return count === 1 ? '1 result' : `${count}${count === mostShown ? ' or more' : ''} results`
}
