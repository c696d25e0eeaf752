import { keyEdgePath } from '../../../web/src/ui/key-edge-path.ts'
import { startPage } from '../pages.ts'
import { fileAddress } from '../site-address.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { renderBand } from './band.ts'
import { renderContents } from './contents.ts'
import { renderMenu } from './menu.ts'
import { renderPageEnd } from './page-end.ts'
import { isCall, type Site, type SitePage } from './site.ts'

/** The whole page round its text. */
export function pageShell(page: SitePage, site: Site): string {
  const menu = renderMenu(page.name, site)
  const contents = isCall(page.name) ? '' : renderContents(page)
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
${renderHead(page)}
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
${renderBand(page.name, menu)}
<div class="columns${isCall(page.name) ? ' of-call' : ''}">
<nav class="side links" aria-label="Pages">${menu}</nav>
<main id="text" tabindex="-1">
<svg class="edge" width="8rem" height="1rem" viewBox="0 0 128 16" aria-hidden="true"><path d="${keyEdgePath('Rekey')}"/></svg>
<article>
${withContents(page.html, contents)}</article>
${renderPageEnd(page, site)}
</main>
${contents && `<nav class="contents links" aria-label="On this page"><p class="group">On this page</p>${contents}</nav>`}
</div>
</body>
</html>
`
}

/**
 * Where there is little room, the contents are folded below the title. CSS shows one of the two.
 */
function withContents(html: string, contents: string): string {
  if (!contents) return html
  const fold = `<details class="fold"><summary>On this page</summary><nav class="links" aria-label="On this page">${contents}</nav></details>\n`
  const [opening = ''] = /^.*?<\/h1>\n(?:<p>.*?<\/p>\n)?/s.exec(html) ?? []
  return `${opening}${fold}${html.slice(opening.length)}`
}

function renderHead({ name, title, description, markdown }: SitePage): string {
  const fullTitle = name === startPage ? title : `${title} · Rekey documentation`
  const asMarkdown = `\n<link rel="alternate" type="text/markdown" href="${fileAddress(`${name}.md`, name)}">`
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(description)}">
<meta name="theme-color" content="#0b5966" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#16404a" media="(prefers-color-scheme: dark)">
<link rel="icon" href="${fileAddress('favicon.svg', name)}" type="image/svg+xml">
<link rel="stylesheet" href="${fileAddress('docs.css', name)}">
<script src="${fileAddress('start.js', name)}"></script>${markdown === null ? '' : asMarkdown}
<title>${escapeHtml(fullTitle)}</title>`
}
