import fc from 'fast-check'
import { planted } from './hostile-words.ts'

/** With its question mark; empty without values. */
export const queryOf = (values: Record<string, unknown>) => {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined)
  return pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.map(inUrl).join('=')).join('&')}`
}

/** Lone surrogates can't be written in a URL. */
export const inUrl = (value: unknown = '') =>
  encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed())

/** Queries that no client writes. */
export const hostileQuery = fc.constantFrom(
  '?limit=1&limit=2',
  '?cursor=%ff%fe',
  '?cursor=eyJhIjoxfQ',
  '?__proto__[x]=1&constructor=2',
  `?token=${planted}q`,
  `?${'a=1&'.repeat(1_000)}`,
  '?%',
  '?search=%00',
)
