import type { ReactNode } from 'react'
import type { Placeholders, Values } from '../fill.ts'
import styles from './say.module.css'

type Props<T extends string> = [Placeholders<T>] extends [never]
  ? { readonly text: T; readonly values?: undefined }
  : { readonly text: T; readonly values: Values<T, ReactNode> }

/** Matches `**bold**`, or `{name}`, bold or not, with the punctuation after it. */
const parts = /(\*\*[^*{]+\*\*|(?:\*\*)?\{\w+\}(?:\*\*)?[.,?;]*)/

/** Renders a sentence of the catalogue with bold words and with values that may be elements. */
export function Say<T extends string>({ text, values }: Props<T>) {
  const known: Readonly<Record<string, ReactNode>> = values ?? {}
  return text.split(parts).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never change places.
    <Part key={index} part={part} values={known} />
  ))
}

function Part({ part, values }: { part: string; values: Readonly<Record<string, ReactNode>> }) {
  const [, name, after] = /\{(\w+)\}(?:\*\*)?(.*)$/.exec(part) ?? []
  const isBold = part.startsWith('**')
  if (!name) return isBold ? <strong>{part.slice(2, -2)}</strong> : part
  const value = values[name]
  const isWhole = typeof value === 'string' && !/\s/.test(value)
  const shown = isWhole ? <Whole word={value} /> : value
  return (
    <span className={isWhole ? styles.whole : undefined} translate={isWhole ? 'no' : undefined}>
      {isBold ? <strong>{shown}</strong> : shown}
      {after}
    </span>
  )
}

/** An address that is never cut off. It wraps as a whole, or after the @. Translators skip it. */
export function Whole({ word }: { word: string }) {
  const at = word.lastIndexOf('@') + 1
  return (
    <span translate="no">
      {word.slice(0, at)}
      {at > 0 && <wbr />}
      {word.slice(at)}
    </span>
  )
}
