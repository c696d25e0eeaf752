import { keyEdgePath } from '../../web/src/ui/key-edge-path.ts'
import { markPath } from '../../web/src/ui/mark-path.ts'
import { escapeHtml } from './escape-html.ts'
import { fileAddress, pageAddress } from './link-target.ts'
import { pageGroups, startPage } from './pages.ts'
import type { RenderedPage } from './render-markdown.ts'

export type Titles = ReadonlyMap<string, string>

/** The whole page round its text. */
export function pageShell(name: string, page: RenderedPage, titles: Titles): string {
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
${renderHead(name, page)}
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<header class="band"><div class="band-line">
<a class="brand" href="${pageAddress(startPage, name)}"><svg width="1.75rem" height="1.75rem" viewBox="0 0 28 28" aria-hidden="true"><path d="${markPath}" fill="currentColor" fill-rule="evenodd"/></svg>Rekey documentation</a>
<svg class="edge" width="8rem" height="1rem" viewBox="0 0 128 16" aria-hidden="true"><path d="${keyEdgePath('Rekey')}"/></svg>
</div></header>
${renderColumns(name, page, renderMenu(name, titles))}
</body>
</html>
`
}

function renderHead(name: string, { title, description }: RenderedPage): string {
  const fullTitle = name === startPage ? title : `${title} · Rekey documentation`
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(description)}">
<meta name="theme-color" content="#0b5966" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#16404a" media="(prefers-color-scheme: dark)">
<link rel="icon" href="${fileAddress('favicon.svg', name)}" type="image/svg+xml">
<link rel="stylesheet" href="${fileAddress('docs.css', name)}">
<link rel="alternate" type="text/markdown" href="${fileAddress(`${name}.md`, name)}">
<title>${escapeHtml(fullTitle)}</title>`
}

/**
 * The menu and the contents are there twice: folded above the text where there is little room, and
 * beside it where there is more. CSS shows one of the two.
 */
function renderColumns(name: string, page: RenderedPage, menu: string): string {
  const contents = renderContents(page)
  return `<div class="columns">
<nav class="wide menu links" aria-label="Pages">${menu}</nav>
<main id="text">
<div class="folded">
<details class="fold menu-fold"><summary>All pages</summary><nav class="links" aria-label="Pages">${menu}</nav></details>
${contents && `<details class="fold"><summary>On this page</summary><nav class="links" aria-label="On this page">${contents}</nav></details>`}
</div>
<article>
${page.html}</article>
<footer class="footer"><a href="${fileAddress(`${name}.md`, name)}">This page as Markdown</a></footer>
</main>
${contents && `<nav class="wide contents links" aria-label="On this page"><p class="group">On this page</p>${contents}</nav>`}
</div>`
}

function renderMenu(current: string, titles: Titles): string {
  const item = (name: string) => {
    const here = name === current ? ' aria-current="page"' : ''
    const title = escapeHtml(name === startPage ? 'Overview' : (titles.get(name) ?? name))
    return `<li><a href="${pageAddress(name, current)}"${here}>${title}</a></li>`
  }
  const groups = pageGroups.map(
    ({ title, pages }) => `<p class="group">${title}</p>\n<ul>${pages.map(item).join('\n')}</ul>`,
  )
  return [`<ul>${item(startPage)}</ul>`, ...groups].join('\n')
}

/** A page of few sections shows all of them at a glance. */
function renderContents({ headings }: RenderedPage): string {
  const sections = headings.filter(({ depth }) => depth === 2)
  if (sections.length < 3) return ''
  const items = sections.map(({ id, html }) => `<li><a href="#${id}">${unlinked(html)}</a></li>`)
  return `<ul>${items.join('\n')}</ul>`
}

const unlinked = (html: string) => html.replace(/<\/?a\b[^>]*>/g, '')
