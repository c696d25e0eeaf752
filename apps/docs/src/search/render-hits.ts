import { escapeHtml } from '../text/escape-html.ts'
import { type Hit, longestQuery } from './search-site.ts'

/** Where the server puts the question and what was found. */
const questionMark = '<!--question-->'
const hitsMark = '<!--hits-->'

/** The page of search results before anything was asked, as HTML. */
export const searchForm = `<h1 id="search-results">Search the documentation</h1>
<form class="search-page" role="search" action="search">
<label for="question">Words that the page contains</label>
<div class="search-line"><input id="question" type="search" name="q" value="${questionMark}" autocapitalize="off" spellcheck="false" maxlength="${longestQuery}">
<button type="submit">Search</button></div>
</form>
${hitsMark}`

/** The page of search results, with what was found. Everything in it is escaped. */
export function fillSearchPage(page: string, typed: string, hits: readonly Hit[]): string {
  const question = typed.slice(0, longestQuery)
  return page
    .replace(questionMark, () => escapeHtml(question))
    .replace(hitsMark, () => renderHits(question, hits))
}

function renderHits(question: string, hits: readonly Hit[]): string {
  if (question === '') return ''
  if (hits.length === 0) {
    return `<p class="no-hits">No results for “${escapeHtml(question)}”. Try fewer words, or look at the <a href="../docs">list of all pages</a>.</p>`
  }
  const count = hits.length === 1 ? '1 result' : `${hits.length} results`
  return `<p>${count} for “${escapeHtml(question)}”</p>
<ol class="hits">${hits.map(renderHit).join('\n')}</ol>`
}

function renderHit({ id, page, heading, excerpt }: Hit): string {
  const title =
    page === heading
      ? escapeHtml(page)
      : `${escapeHtml(page)} <span>›</span> ${escapeHtml(heading)}`
  return `<li><a href="${escapeHtml(id)}">${title}</a><p>${escapeHtml(excerpt)}</p></li>`
}
