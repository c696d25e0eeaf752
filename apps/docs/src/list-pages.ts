import { isCall, type SitePage } from './frame/site.ts'
import { startPage } from './pages.ts'

/** `/llms.txt` (llmstxt.org): the pages as Markdown, each with what it is for. */
export function listPages(pages: readonly SitePage[]): string {
  const start = pages.find(({ name }) => name === startPage)
  const list = (listed: readonly SitePage[]) =>
    listed
      .map(({ name, title, description }) => `- [${title}](docs/${name}.md): ${description}`)
      .join('\n')
  const others = pages.filter(({ name }) => name !== startPage && !isCall(name))
  const calls = pages.filter(({ name }) => isCall(name))
  return `# Rekey

> ${start?.description}

## Documentation

${list(others)}

## Calls of the API

${list(calls)}
`
}
