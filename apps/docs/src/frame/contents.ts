import type { SitePage } from './site.ts'

/** A page of few sections shows all of them at a glance. */
export function renderContents({ headings }: Pick<SitePage, 'headings'>): string {
  const sections = headings.filter(({ depth }) => depth === 2)
  if (sections.length < 3) return ''
  const items = sections.map(({ id, html }) => `<li><a href="#${id}">${unlinked(html)}</a></li>`)
  return `<ul>${items.join('\n')}</ul>`
}

const unlinked = (html: string) => html.replace(/<\/?a\b[^>]*>/g, '')
