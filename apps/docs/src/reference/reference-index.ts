import type { ApiDescription } from './api-document.ts'
import type { Operation } from './operations.ts'

/**
 * The page that lists every call, as Markdown like the pages that people write.
 * @param written what people wrote; the list stands below it
 */
export function referenceMarkdown(
  written: string,
  api: ApiDescription,
  operations: readonly Operation[],
): string {
  const sections = (api.tags ?? []).map(({ name, description = '' }) => {
    const rows = operations
      .filter(({ tag }) => tag === name)
      .map(
        ({ name: page, title, method, path, summary }) =>
          `| [${title}](reference/${page}.md) | \`${method} ${path.replace('/api/v1', '')}\` | ${summary} |`,
      )
    return `## ${name}\n\n${description}\n\n| call | method and path | what it does |\n|---|---|---|\n${rows.join('\n')}`
  })
  return `${written}\n${sections.join('\n\n')}\n`
}
