/**
 * The dictionaries by language, up to 40 kB gzip each, each fetched once. They are imported one by
 * one, so that each is a file of its own in the browser.
 */
import { learnWords } from './known-words.ts'

interface Lists {
  readonly words: string
  readonly names: string
}

const files = {
  ar: () => import('./languages/ar.json', { with: { type: 'json' } }),
  bg: () => import('./languages/bg.json', { with: { type: 'json' } }),
  cs: () => import('./languages/cs.json', { with: { type: 'json' } }),
  da: () => import('./languages/da.json', { with: { type: 'json' } }),
  de: () => import('./languages/de.json', { with: { type: 'json' } }),
  el: () => import('./languages/el.json', { with: { type: 'json' } }),
  es: () => import('./languages/es.json', { with: { type: 'json' } }),
  fa: () => import('./languages/fa.json', { with: { type: 'json' } }),
  fi: () => import('./languages/fi.json', { with: { type: 'json' } }),
  fr: () => import('./languages/fr.json', { with: { type: 'json' } }),
  he: () => import('./languages/he.json', { with: { type: 'json' } }),
  hi: () => import('./languages/hi.json', { with: { type: 'json' } }),
  hr: () => import('./languages/hr.json', { with: { type: 'json' } }),
  hu: () => import('./languages/hu.json', { with: { type: 'json' } }),
  id: () => import('./languages/id.json', { with: { type: 'json' } }),
  it: () => import('./languages/it.json', { with: { type: 'json' } }),
  ja: () => import('./languages/ja.json', { with: { type: 'json' } }),
  ko: () => import('./languages/ko.json', { with: { type: 'json' } }),
  nl: () => import('./languages/nl.json', { with: { type: 'json' } }),
  no: () => import('./languages/no.json', { with: { type: 'json' } }),
  pl: () => import('./languages/pl.json', { with: { type: 'json' } }),
  pt: () => import('./languages/pt.json', { with: { type: 'json' } }),
  ro: () => import('./languages/ro.json', { with: { type: 'json' } }),
  ru: () => import('./languages/ru.json', { with: { type: 'json' } }),
  sk: () => import('./languages/sk.json', { with: { type: 'json' } }),
  sv: () => import('./languages/sv.json', { with: { type: 'json' } }),
  th: () => import('./languages/th.json', { with: { type: 'json' } }),
  tr: () => import('./languages/tr.json', { with: { type: 'json' } }),
  uk: () => import('./languages/uk.json', { with: { type: 'json' } }),
  vi: () => import('./languages/vi.json', { with: { type: 'json' } }),
  zh: () => import('./languages/zh.json', { with: { type: 'json' } }),
} satisfies Record<string, () => Promise<{ default: Lists }>>

export type Language = keyof typeof files

export const languages = Object.keys(files) as Language[]

const loading = new Map<Language, Promise<void>>()

/** Rejects when the file can't be fetched; the next call tries again. */
export function loadLanguage(language: Language): Promise<void> {
  const known = loading.get(language) ?? learn(language)
  loading.set(language, known)
  known.catch(() => loading.delete(language))
  return known
}

async function learn(language: Language): Promise<void> {
  const { words, names } = (await files[language]()).default
  for (const list of [words, names]) learnWords(list.split(' ').filter(Boolean))
}

/** Loads all languages when the server starts. */
export const loadAllLanguages = () => Promise.all(languages.map(loadLanguage))
