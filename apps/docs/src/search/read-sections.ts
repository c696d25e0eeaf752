import { isCall, type SitePage } from '../frame/site.ts'
import { plainText } from '../text/plain-text.ts'
import type { Section } from './search-site.ts'

/** In characters. */
const excerptLength = 140

/** What of a page can be found: each heading with the text below it. A call is found as a whole. */
export function readSections({ name, title, description, html }: SitePage): readonly Section[] {
  if (isCall(name)) {
    return [
      {
        id: name,
        page: 'API reference',
        heading: title,
        text: textOfCall(html),
        excerpt: description,
      },
    ]
  }
  const parts = html.split(/(?=<h[123] id=")/).filter((part) => /^<h[123] id="/.test(part))
  return parts.map((part) => {
    const [opening = '', depth, anchor = '', words = ''] =
      /^<h([123]) id="([^"]*)">(.*?)<\/h\1>/s.exec(part) ?? []
    const text = spacedText(part.slice(opening.length))
    return {
      id: depth === '1' ? name : `${name}#${anchor}`,
      page: title,
      heading: plainText(words),
      text,
      excerpt: shorten(text),
    }
  })
}

/** Without the errors and examples, which would be found in most calls. */
const textOfCall = (html: string) =>
  spacedText(html.split('<h2 id="answer"')[0]?.split('<h2 id="errors"')[0] ?? '')

/** Words of neighbouring cells and lines stay apart. */
const spacedText = (html: string) =>
  plainText(html.replace(/<\/(?:p|li|t[dh]|h\d|pre|d[dt]|div)>/g, ' '))

function shorten(text: string): string {
  if (text.length <= excerptLength) return text
  const cut = text.slice(0, excerptLength)
  return `${cut.slice(0, cut.lastIndexOf(' '))}…`
}
