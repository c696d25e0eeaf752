import { useState } from 'react'
import { ComboBox } from '../../console-kit/combo-box.tsx'
import { settingsMessages as text } from './settings-messages.ts'

type Props = {
  name: string
  value: string | null
  onChange: (value: string | null) => void
  error: string | undefined
}

/** The browser's time zones, plus UTC, which not every browser lists, and the zone that is set. */
export function TimeZoneSetting({ value, ...field }: Props) {
  const [typed, setTyped] = useState(value ?? '')
  const all = new Set(['UTC', ...(value ? [value] : []), ...Intl.supportedValuesOf('timeZone')])
  const part = typed === value ? '' : plain(typed)
  // Keep the chosen zone in the list, because React Aria would otherwise empty the field.
  const shown = [...all].filter((zone) => zone === value || plain(zone).includes(part))
  return (
    <ComboBox
      {...field}
      value={value}
      label={text.timeZone}
      hint={text.timeZoneHint}
      options={shown.map((zone) => ({ value: zone, label: zone }))}
      defaultTyped={value ?? ''}
      onType={setTyped}
      nothing={text.noTimeZone}
    />
  )
}

/** `new york` finds `America/New_York`. */
const plain = (zone: string): string => zone.toLowerCase().replaceAll('_', ' ').trim()
