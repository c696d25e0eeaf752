import GithubSlugger from 'github-slugger'
import { Marked, type RendererObject, type Tokens } from 'marked'
import { escapeHtml } from './escape-html.ts'
import { type CodeTabs, joinCode } from './join-code.ts'
import { linkTarget } from './link-target.ts'
import { plainText } from './plain-text.ts'
import { answerTitle, type Code, renderCode, renderTabs } from './render-code.ts'
import { renderNote } from './render-note.ts'
import { renderTable } from './render-table.ts'

export type Heading = { readonly depth: number; readonly id: string; readonly html: string }

type RenderedPage = {
  readonly title: string
  /** Plain text of the first paragraph: what the page is for. */
  readonly description: string
  readonly html: string
  readonly headings: readonly Heading[]
}

/**
 * Renders one page. Headings get the ids that GitHub gives them, so links with anchors work in both
 * places.
 */
export function renderMarkdown(markdown: string, name: string): RenderedPage {
  const headings: Heading[] = []
  const marked = new Marked({ gfm: true, renderer: createRenderer(name, headings) })
  marked.use({
    extensions: [
      { name: 'codeTabs', renderer: (token) => renderTabs((token as CodeTabs).codes.map(codeOf)) },
    ],
  })
  const tokens = marked.lexer(markdown)
  const html = marked.parser(joinCode(tokens))
  const [title] = headings
  if (title?.depth !== 1) throw new Error(`${name}.md: the page must begin with its title`)
  return { title: plainText(title.html), description: describe(html), html, headings }
}

function createRenderer(name: string, headings: Heading[]): RendererObject {
  const slugger = new GithubSlugger()
  return {
    heading({ tokens, depth, text }) {
      const html = this.parser.parseInline(tokens)
      const id = slugger.slug(text.replace(/[`*]/g, ''))
      headings.push({ depth, id, html })
      return `<h${depth} id="${id}">${html}</h${depth}>\n`
    },
    link({ href, tokens }) {
      const target = escapeHtml(linkTarget(href, name))
      return `<a href="${target}">${this.parser.parseInline(tokens)}</a>`
    },
    image({ href, text }) {
      const source = escapeHtml(linkTarget(href, name))
      return `<img src="${source}" alt="${escapeHtml(text)}" loading="lazy">`
    },
    code: (token) => renderCode(codeOf(token)),
    codespan: ({ text }) => `<code>${breakable(escapeHtml(text))}</code>`,
    blockquote({ tokens }) {
      return renderNote(this.parser.parse(tokens))
    },
    table(token) {
      const inline = ({ tokens }: Tokens.TableCell) => this.parser.parseInline(tokens)
      return renderTable(token, inline, plainText(headings.at(-1)?.html ?? name))
    },
    html({ text }) {
      throw new Error(`${name}.md: write Markdown instead of HTML: ${text}`)
    },
  }
}

/** The path of a file, which is longer than a table's column, may break after each folder. */
const breakable = (html: string) =>
  /^[\w.-]+(\/[\w.-]+){3,}$/.test(html) ? html.replaceAll('/', '/<wbr>') : html

/**
 * Behind the language may stand what an answer is, `json answer 202`, or the file that the code is
 * from, `ts e2e/shop/shop.ts`. GitHub ignores it.
 */
function codeOf({ text, lang = '' }: Tokens.Code): Code {
  const [, language = '', status, file] = /^(\S*)(?: answer (\d{3})| (\S+))?/.exec(lang) ?? []
  const title = status ? answerTitle(status) : file && escapeHtml(file)
  return { text, language, ...(title && { title }) }
}

const describe = (html: string) => plainText(/<p>(.*?)<\/p>/s.exec(html)?.[1] ?? '')
