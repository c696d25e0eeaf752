import type { listOrganizations } from '@rekey/contracts/organizations'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../console-kit/ask.ts'
import { ComboBox } from '../../console-kit/combo-box.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.form

export type Organization = { readonly id: string; readonly name: string }

type Props = {
  name: string
  value: string | null
  onChange: (value: string | null) => void
  organization: Organization | null
  error: string | undefined
}

/** Chooses an organization. There may be many, so the server searches for the typed text. */
export function OrganizationField({ name, value, onChange, organization, error }: Props) {
  const [chosen, setChosen] = useState(organization)
  const [typed, setTyped] = useState(organization?.name ?? '')
  const found = useOrganizations(typed === chosen?.name ? '' : typed)
  // While the user types, leave out the chosen one, so that arrow down reaches the first match.
  const isSearching = typed !== '' && typed !== chosen?.name
  const isListed = !chosen || isSearching || found.some(({ id }) => id === chosen.id)
  const shown = isListed ? found : [...found, chosen]
  const choose = (id: string | null) => {
    setChosen(shown.find((each) => each.id === id) ?? null)
    onChange(id)
  }
  return (
    <ComboBox
      {...{ name, value, error }}
      label={text.organization}
      hint={text.organizationHint}
      options={shown.map(({ id, name: label }) => ({ value: id, label }))}
      onChange={choose}
      defaultTyped={organization?.name ?? ''}
      onType={setTyped}
      nothing={text.noOrganization}
    />
  )
}

function useOrganizations(part: string): readonly Organization[] {
  const search = part.trim()
  const { data } = useQuery({
    queryKey: ['organizations', 'by-name', search],
    queryFn: ({ signal }) =>
      ask<typeof listOrganizations>('GET /organizations', {
        query: search ? { search } : {},
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  return data?.items ?? []
}
