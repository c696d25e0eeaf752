/** The names in braces in a sentence: `'Send it to {address}'` → `'address'`. */
export type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

export type Values<T extends string, V = string | number> = Readonly<Record<Placeholders<T>, V>>

/** Puts values into a sentence of the catalogue. The compiler reports missing values. */
export function fill<T extends string>(sentence: T, values: Values<T>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: Placeholders<T>) => String(values[name]))
}
