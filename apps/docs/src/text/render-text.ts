import { Marked, type RendererObject } from 'marked'
import { escapeHtml } from './escape-html.ts'
import { linkTarget } from './link-target.ts'

/** Sentences in Markdown, from the contracts or from another page, in the page `name`. */
export const renderText = (markdown: string, name: string): string =>
  parserOf(name).parse(markdown, { async: false })

/** The same without a paragraph round it. */
export const renderWords = (markdown: string, name: string): string =>
  parserOf(name).parseInline(markdown, { async: false })

function parserOf(name: string): Marked {
  const renderer: RendererObject = {
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens)
      return `<a href="${escapeHtml(linkTarget(href, name))}">${text}</a>`
    },
    html: ({ text }) => escapeHtml(text),
  }
  return new Marked({ gfm: true, renderer })
}
