import type { Answer } from '@rekey/contracts/route'
import type { listUsers } from '@rekey/contracts/users'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../console-kit/ask.ts'
import { ComboBox } from '../../console-kit/combo-box.tsx'
import type { Option } from '../../console-kit/select.tsx'
import { auditMessages as text } from './audit-messages.ts'

type Props = {
  name: string
  label: string
  onChange: (id: string) => void
  error: string | undefined
}

/** Chooses a user. The server searches for the typed text. */
export function PersonField({ name, label, onChange, error }: Props) {
  const [value, setValue] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const { data } = useQuery({
    queryKey: ['users', 'by-name', typed.trim()],
    queryFn: ({ signal }) =>
      ask<typeof listUsers>('GET /users', {
        query: { limit: '10', ...(typed.trim() && { search: typed.trim() }) },
        signal,
      }),
    select: toOptions,
    // The field contains the name of the chosen user, so don't search for it.
    enabled: value === null,
    placeholderData: keepPreviousData,
  })
  return (
    <ComboBox
      {...{ name, label, error, value }}
      hint={text.personHint}
      nothing={text.noPerson}
      options={data ?? nobody}
      defaultTyped=""
      onType={setTyped}
      onChange={(id) => {
        setValue(id)
        onChange(id ?? '')
      }}
    />
  )
}

const nobody: readonly Option[] = []

const toOptions = ({ items }: Answer<typeof listUsers>): Option[] =>
  items.map(({ id, displayName, username }) => ({
    value: id,
    label: `${displayName}, ${username}`,
  }))
