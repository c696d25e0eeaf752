import { referencePage } from '../pages.ts'
import { pageAddress } from '../site-address.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { answerTitle, renderCode, renderTabs } from '../text/render-code.ts'
import type { Heading } from '../text/render-markdown.ts'
import { renderText, renderWords } from '../text/render-text.ts'
import type { Field } from './describe-fields.ts'
import type { ErrorCauses } from './error-causes.ts'
import { exampleCalls } from './example-calls.ts'
import { type Operation, operationPage } from './operations.ts'
import { renderErrors } from './render-errors.ts'
import { scopesText } from './scopes-text.ts'

type Section = { readonly id: string; readonly title: string; readonly html: string }

/** The text of a call's page: what it takes at the left, code at the right. */
export function renderOperation(operation: Operation, causes: ErrorCauses) {
  const page = operationPage(operation)
  const sections = sectionsOf(operation, causes).filter(({ html }) => html !== '')
  const headings: Heading[] = sections.map(({ id, title }) => ({ depth: 2, id, html: title }))
  const html = `<p class="crumbs"><a href="${pageAddress(referencePage, page)}">API reference</a> / ${escapeHtml(operation.tag)}</p>
<h1 id="${operation.name}">${escapeHtml(operation.title)}</h1>
<p class="call"><span class="method">${operation.method}</span> <code>${breakable(operation.path)}</code></p>
<div class="reference"><div class="fields">
<p class="lede">${renderWords(`${operation.summary}.`, page)}</p>
${operation.description && renderText(operation.description, page)}
${sections.map(({ id, title, html: content }) => `<h2 id="${id}">${title}</h2>\n${content}`).join('\n')}
</div>
<div class="examples">${renderExamples(operation)}</div></div>
`
  return { html, headings }
}

/** Long paths break behind a slash. */
const breakable = (path: string) => escapeHtml(path).replaceAll('/', '/<wbr>')

function sectionsOf(operation: Operation, causes: ErrorCauses): Section[] {
  const page = operationPage(operation)
  const { parameters, body, answer } = operation
  const fields = (given: readonly Field[]) => renderFields(given, page)
  return [
    { id: 'access', title: 'Who may call', html: renderText(scopesText(operation), page) },
    { id: 'path', title: 'Path', html: fields(parameters.path) },
    { id: 'query', title: 'Query', html: fields(parameters.query) },
    { id: 'headers', title: 'Headers', html: fields(parameters.header) },
    { id: 'body', title: 'Body', html: fields(body?.fields ?? []) },
    { id: 'answer', title: 'Answer', html: fields(answer.fields.map(always)) },
    { id: 'errors', title: 'Errors', html: renderErrors(operation, causes) },
  ]
}

/** "required" says what callers must send. Answers contain what they contain. */
const always = (field: Field): Field => ({ ...field, isRequired: false })

const renderFields = (fields: readonly Field[], page: string) =>
  fields.length === 0
    ? ''
    : `<dl class="field-list">\n${fields.map((each) => renderField(each, page)).join('\n')}\n</dl>`

function renderField({ name, type, isRequired, text }: Field, page: string): string {
  const required = isRequired ? ' <span class="required">required</span>' : ''
  const said = text && `<dd>${renderWords(text, page)}</dd>`
  return `<div><dt><code>${escapeHtml(name).replaceAll('.', '.<wbr>')}</code> <span class="type">${escapeHtml(type)}</span>${required}</dt>${said || '<dd></dd>'}</div>`
}

function renderExamples(operation: Operation): string {
  const { answer, errorExample } = operation
  const show = (value: unknown, status: string, type: string) =>
    value === undefined
      ? ''
      : renderCode({
          text: typeof value === 'string' ? value : JSON.stringify(value, null, 2),
          language: type.includes('json') ? 'json' : 'text',
          title: answerTitle(status),
        })
  const error = errorExample && show(errorExample.value, errorExample.status, 'json')
  return `${renderTabs(exampleCalls(operation))}${show(answer.example, answer.status, answer.type)}${error ?? ''}`
}
