import { readFile } from 'node:fs/promises'
import type { MenuGroup, Site, SitePage } from './frame/site.ts'
import {
  markdownFile,
  pageGroups,
  pageNames,
  pagesFolder,
  referencePage,
  searchPage,
} from './pages.ts'
import { readApi } from './reference/api-document.ts'
import { readErrorCauses } from './reference/error-causes.ts'
import { operationMarkdown } from './reference/operation-markdown.ts'
import { type Operation, operationPage, readOperations } from './reference/operations.ts'
import { referenceMarkdown } from './reference/reference-index.ts'
import { renderOperation } from './reference/render-operation.ts'
import { searchForm } from './search/render-hits.ts'
import { renderMarkdown } from './text/render-markdown.ts'

/** All pages: those that people write, and the reference, which is made from the contracts. */
export async function readSite() {
  const api = readApi()
  const operations = readOperations(api)
  const written = await Promise.all(
    pageNames.map(async (name) => {
      const markdown = await readFile(markdownFile(name), 'utf8')
      const isReference = name === referencePage
      return readPage(name, isReference ? referenceMarkdown(markdown, api, operations) : markdown)
    }),
  )
  const calls = await readCalls(operations)
  const pages = [...written, ...calls]
  const site: Site = {
    version: await readVersion(),
    pages: pageMenu(pages),
    calls: callMenu(operations),
  }
  return { pages, site, search }
}

const readPage = (name: string, markdown: string): SitePage => ({
  name,
  markdown,
  ...renderMarkdown(markdown, name),
})

async function readCalls(operations: readonly Operation[]): Promise<readonly SitePage[]> {
  const causes = readErrorCauses(await readFile(markdownFile('errors'), 'utf8'))
  return operations.map((operation) => ({
    name: operationPage(operation),
    title: operation.title,
    description: `${operation.method} ${operation.path}: ${operation.summary}.`,
    markdown: operationMarkdown(operation, causes),
    ...renderOperation(operation, causes),
  }))
}

/** The server puts the results into it. */
const search: SitePage = {
  name: searchPage,
  title: 'Search',
  description: 'Search the documentation of Rekey.',
  headings: [],
  markdown: null,
  html: searchForm,
}

function pageMenu(pages: readonly SitePage[]): readonly MenuGroup[] {
  const item = (name: string) => ({
    name,
    title: pages.find((page) => page.name === name)?.title ?? name,
  })
  return pageGroups.map(({ title, pages: names }) => ({ title, items: names.map(item) }))
}

function callMenu(operations: readonly Operation[]): readonly MenuGroup[] {
  const byTag = Map.groupBy(operations, ({ tag }) => tag)
  return [...byTag].map(([title, ofTag]) => ({
    title,
    items: ofTag.map((operation) => ({
      name: operationPage(operation),
      title: operation.title,
      method: operation.method,
    })),
  }))
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('package.json', pagesFolder), 'utf8')
  return JSON.parse(text).version
}
