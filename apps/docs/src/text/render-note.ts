import { icon } from '../frame/icons.ts'

/**
 * A Markdown quote is a note. It is a warning if it begins as GitHub's alerts do:
 * `> [!WARNING]`.
 * @param inner the quote's content as HTML
 */
export function renderNote(inner: string): string {
  const [start, kind] = /^<p>\[!(WARNING|NOTE)\]\s*(?:<br>)?\s*/.exec(inner) ?? ['']
  const text = start ? `<p>${inner.slice(start.length)}` : inner
  if (kind !== 'WARNING') return `<div class="note" role="note">${text}</div>\n`
  return `<div class="warning" role="note">${icon('warning', '1.25rem')}<div>${text}</div></div>\n`
}
