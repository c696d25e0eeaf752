import { pageAddress } from '../site-address.ts'
import { renderTable } from '../text/render-table.ts'
import { renderWords } from '../text/render-text.ts'
import type { ErrorCauses } from './error-causes.ts'
import { type Operation, operationPage } from './operations.ts'

/** Status, code, and cause and cure as the page of errors names them. */
export function renderErrors(operation: Operation, causes: ErrorCauses): string {
  if (operation.errors.length === 0) return ''
  const page = operationPage(operation)
  const rows = operation.errors.map(({ status, code }) => {
    const link = `<a href="${pageAddress('errors', page)}#${code}"><code>${code}</code></a>`
    return [status, link, renderWords(causes.get(code) ?? '', page)]
  })
  const cell = (text: string) => ({ text, tokens: [], header: false, align: null })
  const table = {
    type: 'table' as const,
    raw: '',
    align: [],
    header: ['Status', 'Code', 'Cause and what to do'].map(cell),
    rows: rows.map((row) => row.map(cell)),
  }
  return renderTable(table, ({ text }) => text, 'Errors')
}
