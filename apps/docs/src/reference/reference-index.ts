import type { ApiDescription } from './api-document.ts'
import type { Operation } from './operations.ts'

/** The page that lists every call, as Markdown like the pages that people write. */
export function referenceMarkdown(api: ApiDescription, operations: readonly Operation[]): string {
  const sections = (api.tags ?? []).map(({ name, description = '' }) => {
    const rows = operations
      .filter(({ tag }) => tag === name)
      .map(
        ({ name: page, title, method, path, summary }) =>
          `| [${title}](reference/${page}.md) | \`${method} ${path.replace('/api/v1', '')}\` | ${summary} |`,
      )
    return `## ${name}\n\n${description}\n\n| call | method and path | what it does |\n|---|---|---|\n${rows.join('\n')}`
  })
  return `# API reference

Every call of the REST API: what it takes, what it answers, and which errors it has.

All paths begin with \`/api/v1\` at your \`PUBLIC_URL\`. This reference is made from the same contracts as the API, as is \`/openapi.json\`, from which you can generate a client.

${sections.join('\n\n')}
`
}
