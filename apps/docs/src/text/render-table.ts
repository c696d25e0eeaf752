import type { Tokens } from 'marked'
import { escapeHtml } from './escape-html.ts'
import { plainText } from './plain-text.ts'

/**
 * On a small screen each row becomes a block, with the column's name before each value. Roles are
 * written out, since browsers forget that something is a table once it is displayed as a block.
 * @param inline renders what is in a cell
 * @param section the heading above, by which screen readers name the table
 */
export function renderTable(
  { header, rows }: Tokens.Table,
  inline: (cell: Tokens.TableCell) => string,
  section: string,
): string {
  const titles = header.map(inline)
  const head = titles.map((title) => `<th role="columnheader" scope="col">${title}</th>`).join('')
  const cell = (content: string, column: number) => {
    const label = column === 0 ? '' : ` data-label="${escapeHtml(plainText(titles[column] ?? ''))}"`
    return `<td role="cell"${label}>${content}</td>`
  }
  const body = rows.map((row) => `<tr role="row">${row.map(inline).map(cell).join('')}</tr>`)
  return `<div class="table" tabindex="0" role="group" aria-label="Table: ${escapeHtml(section)}">
<table role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${body.join('\n')}
</tbody></table></div>
`
}
