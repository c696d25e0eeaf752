import type { ApiKey } from '@rekey/contracts/api-keys'
import type { Answer } from '@rekey/contracts/route'
import type { listUsers } from '@rekey/contracts/users'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'
import { SearchFilter } from '../../console-kit/search-filter.tsx'
import type { Option } from '../../console-kit/select.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { fill } from '../../fill.ts'
import { auditMessages as text } from './audit-messages.ts'
import { useAllApiKeys } from './use-all-api-keys.ts'
import { useFilterWords } from './use-filter-words.ts'

type Props = {
  name: 'userId' | 'actorId'
  id: string | null
  onChange: (id: string | null) => void
}

/** Filters by a user or, for “Done by”, an API key. The server searches for the typed text. */
export function PersonFilter({ name, id, onChange }: Props) {
  const words = useFilterWords(name, id ?? '')
  return (
    <SearchFilter
      name={name}
      label={text.filters[name]}
      placeholder={text.anyone}
      nothing={name === 'actorId' ? text.noActor : text.noPerson}
      unnamed={text.chosenUser}
      id={id}
      chosenName={words === text.chosenUser ? null : words}
      useFound={name === 'actorId' ? useActors : useUsers}
      onChange={onChange}
    />
  )
}

/** The most users, and the most API keys, that the list shows. More letters find the others. */
const limit = 10

const none: readonly Option[] = []

function useUsers(search: string) {
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
  return { options: data ?? none }
}

/** Callers who may not see API keys find users alone. */
function useActors(search: string) {
  const users = useUsers(search)
  const { data: keys } = useAllApiKeys(true)
  return { ...users, more: { title: text.apiKeys, options: keyOptions(keys ?? [], search) } }
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
