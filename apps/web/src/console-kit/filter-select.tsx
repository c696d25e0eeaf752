import { Select } from './select.tsx'

type Props<Value extends string> = {
  name: string
  label: string
  /** The words of `any` and of each value, in the order of the list. */
  words: Readonly<Record<Value | 'any', string>>
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

/** A filter with a few values and "any". */
export function FilterSelect<Value extends string>(props: Props<Value>) {
  const { words, value, onChange, ...rest } = props
  const options = Object.entries<string>(words).map(([each, label]) => ({ value: each, label }))
  return (
    <Select
      {...rest}
      look="toolbar"
      options={options}
      value={value ?? 'any'}
      onChange={(chosen) => onChange(chosen === 'any' ? undefined : (chosen as Value))}
    />
  )
}
