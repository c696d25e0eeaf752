import type { ApiKey } from '@rekey/contracts/api-keys'
import type { Answer } from '@rekey/contracts/route'
import type { listUsers } from '@rekey/contracts/users'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../console-kit/ask.ts'
import { ComboBox } from '../../console-kit/combo-box.tsx'
import type { Option } from '../../console-kit/select.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { fill } from '../../fill.ts'
import { auditMessages as text } from './audit-messages.ts'
import { useAllApiKeys } from './use-all-api-keys.ts'

type Props = {
  name: string
  label: string
  /** Offers API keys too, to callers who may see them. */
  withKeys: boolean
  onChange: (id: string) => void
  error: string | undefined
}

type Chosen = { readonly id: string; readonly search: string }

/** Chooses a user or an API key by the typed text. The server searches for users. */
export function PersonField({ name, label, withKeys, onChange, error }: Props) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [typed, setTyped] = useState('')
  // After a choice, the field contains the chosen name. That is no search, so the last one stays.
  const search = chosen?.search ?? typed.trim()
  const users = useUserOptions(search)
  const keys = useAllApiKeys(withKeys)
  return (
    <ComboBox
      {...{ name, label, error }}
      value={chosen?.id ?? null}
      hint={text.personHint}
      nothing={withKeys ? text.noActor : text.noPerson}
      options={users}
      more={{ title: text.apiKeys, options: keyOptions(keys.data ?? [], search) }}
      defaultTyped=""
      onType={setTyped}
      onChange={(id) => {
        setChosen(id === null ? null : { id, search })
        onChange(id ?? '')
      }}
    />
  )
}

/** The most users, and the most API keys, that the list shows. More letters find the others. */
const limit = 10

function useUserOptions(search: string): readonly Option[] {
  const { may } = useCaller()
  const { data } = useQuery({
    queryKey: ['users', 'by-name', search],
    queryFn: ({ signal }) =>
      ask<typeof listUsers>('GET /users', {
        query: { limit: String(limit), ...(search && { search }) },
        signal,
      }),
    select: toOptions,
    enabled: may('users.read', 'contacts.read'),
    placeholderData: keepPreviousData,
  })
  return data ?? []
}

const toOptions = ({ items }: Answer<typeof listUsers>): Option[] =>
  items.map(({ id, displayName, username }) => ({
    value: id,
    label: `${displayName}, ${username}`,
  }))

/** The end of a key tells keys of the same name apart. */
const keyOptions = (keys: readonly ApiKey[], search: string): Option[] =>
  keys
    .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
    .slice(0, limit)
    .map(({ id, name, hint }) => ({ value: id, label: fill(text.keyOption, { name, hint }) }))
