import { useState } from 'react'
import { isDay } from './days.ts'
import { TextField } from './text-field.tsx'

type Props = {
  name: string
  label: string
  /** A day, such as `2026-11-01`. */
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A filter by a day, chosen in the browser's own calendar. Half-typed days don't filter yet. */
export function DateFilter({ name, label, value = '', onChange }: Props) {
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    setSeen(value)
    setTyped(value)
  }
  const type = (next: string) => {
    setTyped(next)
    if (next !== value && (next === '' || isDay(next))) onChange(next || undefined)
  }
  return <TextField {...{ name, label }} look="toolbar" type="date" value={typed} onChange={type} />
}
