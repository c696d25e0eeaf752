import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { pageShell, type Titles } from './page-shell.ts'
import { pageNames, pagesFolder, startPage } from './pages.ts'
import { type RenderedPage, renderMarkdown } from './render-markdown.ts'

/** `node apps/docs/src/build.ts`: makes `apps/docs/dist`, which the API serves at /docs. */
const dist = new URL('dist/', pagesFolder)
/** Made beside it first: a build that fails leaves the last one in place. */
const draft = new URL('dist/draft/', pagesFolder)
const web = new URL('../web/', pagesFolder)

type Page = { readonly name: string; readonly markdown: string; readonly page: RenderedPage }

async function build(): Promise<void> {
  const pages = await Promise.all(pageNames.map(readPage))
  const titles: Titles = new Map(pages.map(({ name, page }) => [name, page.title]))
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  await Promise.all([
    ...pages.map(({ name, page }) =>
      writeFile(new URL(`${name}.html`, draft), pageShell(name, page, titles)),
    ),
    ...pages.map(({ name, markdown }) => writeFile(new URL(`${name}.md`, draft), markdown)),
    writeFile(new URL('llms.txt', draft), listPages(pages)),
    writeFile(new URL('docs.css', draft), await readStyles()),
    cp(new URL('pictures/', pagesFolder), new URL('pictures/', draft), { recursive: true }),
    cp(new URL('public/favicon.svg', web), new URL('favicon.svg', draft)),
  ])
  await rm(new URL('site/', dist), { recursive: true, force: true })
  await rename(draft, new URL('site/', dist))
}

async function readPage(name: string): Promise<Page> {
  const markdown = await readFile(new URL(`${name}.md`, pagesFolder), 'utf8')
  return { name, markdown, page: renderMarkdown(markdown, name) }
}

/** The product's own colours and type first: the pages must look like it in light and dark. */
async function readStyles(): Promise<string> {
  const ofWeb = ['tokens.css', 'base.css'].map((sheet) => new URL(`src/ui/${sheet}`, web))
  const own = ['text.css', 'frame.css'].map((sheet) => new URL(`styles/${sheet}`, import.meta.url))
  const read = [...ofWeb, ...own].map((sheet) => readFile(sheet, 'utf8'))
  return (await Promise.all(read)).join('\n')
}

/** `/llms.txt` (llmstxt.org): the pages as Markdown, each with what it is for. */
function listPages(pages: readonly Page[]): string {
  const start = pages.find(({ name }) => name === startPage)?.page
  const lines = pages
    .filter(({ name }) => name !== startPage)
    .map(({ name, page }) => `- [${page.title}](docs/${name}.md): ${page.description}`)
  return `# Rekey\n\n> ${start?.description}\n\n## Documentation\n\n${lines.join('\n')}\n`
}

await build()
