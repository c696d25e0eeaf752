import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './step.ts'

/** A Markdown file that people read. */
export type Page = { readonly path: string; readonly text: string }

/** One command line of a page, with its backslashes at line ends undone. */
type Line = { readonly path: string; readonly line: string }

/** A block of code. `source` is the file that it is quoted from, or empty. */
type Block = { readonly language: string; readonly source: string; readonly text: string }

/** A call of the API as a page shows it. `path` has no base and no query. */
type Call = { readonly path: string; readonly method: string; readonly body: string | null }

const read = (paths: readonly string[]): Page[] =>
  paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

export const readme = read(['README.md'])

/** README and documentation: what tells people what to type. */
export const manual = [...readme, ...read(globSync('apps/docs/*.md', { cwd: root }))]

/** With what is for contributors: everything with links. */
export const allPages = [...manual, ...read(globSync('.github/**/*.md', { cwd: root }))]

/** Of every `sh` block, also of those within lists. */
export const commandLines = (pages: readonly Page[]): Line[] =>
  pages.flatMap(({ path, text }) =>
    [...text.matchAll(/^ *```sh\n(.*?)^ *```/gms)]
      .flatMap(([, block = '']) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
      .map((line) => ({ path, line: line.replace(/\s+#.*$/, '').trim() }))
      .filter(({ line }) => line !== ''),
  )

/** Every block of code that isn't within a list. */
export const codeBlocks = (pages: readonly Page[]): Block[] =>
  pages.flatMap(({ text: page }) =>
    [...page.matchAll(/^```(\w+) ?([^\n]*)\n(.*?)^```$/gms)].map(
      ([, language = '', source = '', text = '']) => ({ language, source, text }),
    ),
  )

/** What stands between single backquotes in running text. */
export const codeSpans = (pages: readonly Page[]): Line[] =>
  pages.flatMap(({ path, text }) =>
    [...text.replaceAll(/^ *```.*?^ *```/gms, '').matchAll(/`([^`\n]+)`/g)].map(
      ([, line = '']) => ({ path, line }),
    ),
  )

/** Links to files and anchors of this repository. */
export const internalLinks = (pages: readonly Page[]): Line[] =>
  pages.flatMap(({ path, text }) =>
    [...text.replaceAll(/^ *```.*?^ *```/gms, '').matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, line = '']) => ({ path, line }))
      .filter(({ line }) => !/^(https?|mailto):/.test(line)),
  )

/** A line with curl as the call that it makes; null: it calls something else. */
export function callOf(line: string): Call | null {
  const [, path] = /\/api\/v1(\/[^\s?"']*)/.exec(line) ?? []
  if (!line.startsWith('curl') || path === undefined) return null
  const [, body = null] = / -d '(\{.*?\})'/.exec(line) ?? []
  const hasBody = / (-d|--data-binary) /.test(line) && !/ -G /.test(line)
  const [, method = hasBody ? 'POST' : 'GET'] = / -X ([A-Z]+)/.exec(line) ?? []
  return { path, method, body }
}
