import { useMemo, useState } from 'react'
import { ComboBox } from './combo-box.tsx'
import type { Option } from './select.tsx'

type Found = {
  readonly options: readonly Option[]
  /** Options of another kind, which stand below under a heading. */
  readonly more?: { readonly title: string; readonly options: readonly Option[] } | undefined
}

type Words = {
  name: string
  label: string
  placeholder: string
  /** The text of the list when it is empty. */
  nothing: string
  /** Stands for the chosen value until its name is known. */
  unnamed: string
}

type Props = Words & {
  id: string | null
  /** The name of `id`. Null: it isn't known yet. */
  chosenName: string | null
  /** A hook that finds the options for the typed text. */
  useFound: (search: string) => Found
  onChange: (id: string | null) => void
}

/** A filter by one of many values. The typed text narrows the list, which the server searches. */
export function SearchFilter({ id, chosenName, onChange, ...field }: Props) {
  const [chosen, setChosen] = useChosen(id, chosenName)
  const choose = (value: string | null, label: string | null) => {
    if (value === id) return
    setChosen({ ...chosen, id: value, label })
    onChange(value)
  }
  return <Field key={chosen.version} {...field} {...{ chosen }} onChange={choose} />
}

type Chosen = {
  readonly id: string | null
  readonly label: string | null
  readonly version: number
}

/**
 * The chosen value. A new version resets the field. That happens when the filter changes elsewhere
 * (Back, Clear), and when the name of an id from the address has loaded.
 */
function useChosen(id: string | null, name: string | null) {
  const [chosen, setChosen] = useState<Chosen>({ id, label: name, version: 0 })
  const [seen, setSeen] = useState({ id, name })
  if (seen.id !== id || seen.name !== name) {
    setSeen({ id, name })
    const isNews = chosen.id !== id || (id !== null && name !== null && chosen.label === null)
    if (isNews) setChosen({ id, label: name, version: chosen.version + 1 })
  }
  return [chosen, setChosen] as const
}

type FieldProps = Words &
  Pick<Props, 'useFound'> & {
    chosen: Chosen
    onChange: (value: string | null, label: string | null) => void
  }

function Field({ chosen, onChange, useFound, unnamed, ...words }: FieldProps) {
  const label = chosen.label ?? (chosen.id ? unnamed : '')
  const [typed, setTyped] = useState('')
  const found = useFound(typed === label ? '' : typed.trim())
  const { options, more } = useMemo(
    () => withChosen({ options: found.options, more: found.more }, chosen.id, label),
    [found.options, found.more, chosen.id, label],
  )
  const labelOf = (value: string | null) =>
    [...options, ...(more?.options ?? [])].find((option) => option.value === value)?.label ?? null
  return (
    <ComboBox
      {...words}
      look="toolbar"
      options={options}
      {...(more && { more })}
      value={chosen.id}
      onChange={(value) => onChange(value, labelOf(value))}
      defaultTyped={label}
      onType={setTyped}
    />
  )
}

/**
 * Keeps the chosen value in the list, because React Aria would otherwise empty the field. It has
 * the same label wherever it stands, because React Aria types that label into the field. With two
 * labels, each would search for the other, without end.
 */
export function withChosen(found: Found, id: string | null, label: string): Found {
  if (id === null) return found
  const chosen = { value: id, label }
  const relabel = (options: readonly Option[]) =>
    options.map((option) => (option.value === id ? chosen : option))
  const options = relabel(found.options)
  const more = found.more && { ...found.more, options: relabel(found.more.options) }
  const isListed = [...options, ...(more?.options ?? [])].includes(chosen)
  return { options: isListed ? options : [...options, chosen], more }
}
