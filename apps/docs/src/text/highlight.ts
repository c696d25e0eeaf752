import highlighter from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import go from 'highlight.js/lib/languages/go'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'
import typescript from 'highlight.js/lib/languages/typescript'
import { escapeHtml } from './escape-html.ts'

for (const [name, language] of Object.entries({
  bash,
  go,
  javascript,
  json,
  php,
  python,
  typescript,
})) {
  highlighter.registerLanguage(name, language)
}

/** What a block in a language is called above it, and how it is coloured. */
const languages: Readonly<Record<string, { readonly title: string; readonly grammar?: string }>> = {
  sh: { title: 'Shell', grammar: 'bash' },
  js: { title: 'JavaScript', grammar: 'javascript' },
  python: { title: 'Python', grammar: 'python' },
  ts: { title: 'TypeScript', grammar: 'typescript' },
  go: { title: 'Go', grammar: 'go' },
  php: { title: 'PHP', grammar: 'php' },
  json: { title: 'JSON', grammar: 'json' },
  nginx: { title: 'nginx' },
  text: { title: 'Text' },
}

export const languageTitle = (language: string, code: string): string =>
  isCurl(language, code) ? 'curl' : (languages[language]?.title ?? language)

const isCurl = (language: string, code: string) => language === 'sh' && code.startsWith('curl ')

/** Code as HTML with classes, which a style sheet colours. */
export function highlight(code: string, language: string): string {
  const grammar = languages[language]?.grammar
  if (!grammar) return escapeHtml(code)
  const html = highlighter.highlight(code, { language: grammar }).value
  if (grammar !== 'bash') return html
  // The grammar knows the shell's own commands only.
  return html.replace(/^(\s*)(curl|npx|pnpm)\b/gm, '$1<span class="hljs-built_in">$2</span>')
}
