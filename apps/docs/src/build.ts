import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildScripts } from './build-scripts.ts'
import { pageShell } from './frame/page-shell.ts'
import type { SitePage } from './frame/site.ts'
import { listPages } from './list-pages.ts'
import { pagesFolder, startPage } from './pages.ts'
import { readSite } from './read-site.ts'
import { readSections } from './search/read-sections.ts'
import { buildIndex } from './search/search-site.ts'

/** `node apps/docs/src/build.ts`: makes `apps/docs/dist`, which the API serves at /docs. */
const dist = new URL('dist/', pagesFolder)
/** Made beside it first: a build that fails leaves the last one in place. */
const draft = new URL('dist/draft/', pagesFolder)
const web = new URL('../web/', pagesFolder)

async function build(): Promise<void> {
  const { pages, site, search } = await readSite()
  await rm(draft, { recursive: true, force: true })
  await mkdir(new URL('reference/', draft), { recursive: true })
  const write = (name: string, text: string) => writeFile(new URL(name, draft), text)
  const writePage = async (page: SitePage) => {
    await write(`${page.name}.html`, pageShell(page, site))
    if (page.markdown !== null) await write(`${page.name}.md`, page.markdown)
  }
  await Promise.all([
    ...[...pages, search].map(writePage),
    write('llms.txt', listPages(pages)),
    write('docs.css', await readStyles()),
    write('search-index.json', buildIndex(findable(pages))),
    buildScripts(fileURLToPath(draft)),
    cp(new URL('pictures/', pagesFolder), new URL('pictures/', draft), { recursive: true }),
    cp(new URL('public/favicon.svg', web), new URL('favicon.svg', draft)),
  ])
  await rm(new URL('site/', dist), { recursive: true, force: true })
  await rename(draft, new URL('site/', dist))
}

/** The start page only lists the others. */
const findable = (pages: readonly SitePage[]) =>
  pages.filter(({ name }) => name !== startPage).flatMap(readSections)

const styles = ['frame', 'menu', 'text', 'code', 'reference', 'search', 'print']

/** The product's own colours and type first: the pages must look like it in light and dark. */
async function readStyles(): Promise<string> {
  const ofWeb = ['tokens.css', 'base.css'].map((sheet) => new URL(`src/ui/${sheet}`, web))
  const own = styles.map((name) => new URL(`styles/${name}.css`, import.meta.url))
  const read = [...ofWeb, ...own].map((sheet) => readFile(sheet, 'utf8'))
  return (await Promise.all(read)).join('\n')
}

await build()
