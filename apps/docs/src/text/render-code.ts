import { STATUS_CODES } from 'node:http'
import { escapeHtml } from './escape-html.ts'
import { highlight, languageTitle } from './highlight.ts'

export type Code = {
  readonly text: string
  readonly language: string
  /** Above the block instead of the language, as HTML: `Answer <b>202 Accepted</b>`. */
  readonly title?: string
}

/**
 * One block with what it is above it. Wide lines scroll by themselves, also for people without a
 * mouse. A script adds a button that copies it.
 */
export function renderCode({ text, language, title }: Code): string {
  const name = languageTitle(language, text)
  const label = title ? title.replace(/<[^>]+>/g, '') : escapeHtml(name)
  return `<div class="code" data-language="${escapeHtml(name)}"><p class="code-head">${title ?? escapeHtml(name)}</p>
<pre tabindex="0" role="group" aria-label="${label}"><code>${highlight(text, language)}
</code></pre></div>
`
}

/**
 * The same call in several languages. They stand one below another, the first of them being curl; a
 * script makes tabs of them.
 */
export function renderTabs(codes: readonly Code[]): string {
  return `<div class="tabs">${codes.map(renderCode).join('')}</div>\n`
}

/** `Answer 202 Accepted` or `Error 409 Conflict`. */
export function answerTitle(status: string): string {
  const isGood = Number(status) < 400
  return `${isGood ? 'Answer' : 'Error'} <b class="${isGood ? 'good' : 'bad'}">${status} ${STATUS_CODES[status] ?? ''}</b>`
}
