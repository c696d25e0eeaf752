import type { listOrganizations } from '@rekey/contracts/organizations'
import type { Answer } from '@rekey/contracts/route'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'
import { SearchFilter } from '../../console-kit/search-filter.tsx'
import type { Option } from '../../console-kit/select.tsx'
import { userListMessages as text } from './user-list-messages.ts'

type Props = {
  id: string | null
  name: string | null
  onChange: (id: string | null) => void
}

/** Filters by an organization. There may be many, so the server searches for the typed text. */
export const OrganizationFilter = ({ id, name, onChange }: Props) => (
  <SearchFilter
    name="organization"
    label={text.filterNames.organizationId}
    placeholder={text.allOrganizations}
    nothing={text.noOrganization}
    unnamed={text.thisOrganization}
    id={id}
    chosenName={name}
    useFound={useOrganizations}
    onChange={onChange}
  />
)

const none: readonly Option[] = []

function useOrganizations(search: string) {
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
  return { options: data ?? none }
}

const toOptions = ({ items }: Answer<typeof listOrganizations>): Option[] =>
  items.map(({ id, name }) => ({ value: id, label: name }))
