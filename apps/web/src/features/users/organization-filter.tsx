import type { listOrganizations } from '@rekey/contracts/organizations'
import type { Answer } from '@rekey/contracts/route'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ask } from '../../console-kit/ask.ts'
import { ComboBox } from '../../console-kit/combo-box.tsx'
import type { Option } from '../../console-kit/select.tsx'
import { userListMessages as text } from './user-list-messages.ts'

type Props = {
  id: string | null
  name: string | null
  onChange: (id: string | null) => void
}

type Chosen = {
  readonly id: string | null
  readonly label: string | null
  readonly version: number
}

/** Filters by an organization. There may be many, so the server searches for the typed text. */
export function OrganizationFilter({ id, name, onChange }: Props) {
  const [chosen, setChosen] = useChosen(id, name)
  const choose = (value: string | null, label: string | null) => {
    if (value === id) return
    setChosen({ ...chosen, id: value, label })
    onChange(value)
  }
  return <Field key={chosen.version} {...{ chosen }} onChange={choose} />
}

/**
 * The chosen organization. A new version resets the field. That happens when the filter changes
 * elsewhere (Back, Clear), and when the name of an id from the address has loaded.
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

type FieldProps = {
  chosen: Chosen
  onChange: (value: string | null, label: string | null) => void
}

function Field({ chosen, onChange }: FieldProps) {
  const label = chosen.label ?? (chosen.id ? text.thisOrganization : '')
  const [typed, setTyped] = useState('')
  const found = useOrganizations(typed === label ? '' : typed.trim())
  const options = useMemo(() => withChosen(found, chosen.id, label), [found, chosen.id, label])
  return (
    <ComboBox
      name="organization"
      look="toolbar"
      label={text.filterNames.organizationId}
      placeholder={text.allOrganizations}
      nothing={text.noOrganization}
      options={options}
      value={chosen.id}
      onChange={(value) =>
        onChange(value, options.find((option) => option.value === value)?.label ?? null)
      }
      defaultTyped={label}
      onType={setTyped}
    />
  )
}

/**
 * Keeps the chosen organization in the list, because React Aria would otherwise empty the field.
 */
function withChosen(found: readonly Option[], id: string | null, label: string): readonly Option[] {
  const isListed = id === null || found.some(({ value }) => value === id)
  return isListed ? found : [...found, { value: id, label }]
}

const none: readonly Option[] = []

function useOrganizations(search: string): readonly Option[] {
  const { data } = useQuery({
    queryKey: ['organizations', search],
    queryFn: ({ signal }) =>
      ask<typeof listOrganizations>('GET /organizations', {
        query: search ? { search } : {},
        signal,
      }),
    select: toOptions,
    placeholderData: keepPreviousData,
  })
  return data ?? none
}

const toOptions = ({ items }: Answer<typeof listOrganizations>): Option[] =>
  items.map(({ id, name }) => ({ value: id, label: name }))
