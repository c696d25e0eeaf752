import type { listOrganizations } from '@rekey/contracts/organizations'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api.ts'
import { ComboBox } from '../../console-ui/combo-box.tsx'
import { userMessages } from './user-messages.ts'

const text = userMessages.form

export type Organization = { readonly id: string; readonly name: string }

type Props = {
  name: string
  value: string | null
  onChange: (value: string | null) => void
  organization: Organization | null
  error: string | undefined
}

/** One of the organizations, which may be many: the server searches by what is typed. */
export function OrganizationField({ name, value, onChange, organization, error }: Props) {
  const [chosen, setChosen] = useState(organization)
  const [typed, setTyped] = useState(organization?.name ?? '')
  const found = useOrganizations(typed === chosen?.name ? '' : typed)
  // The chosen one is always among them: else React Aria would empty the field.
  const isListed = !chosen || found.some(({ id }) => id === chosen.id)
  const shown = isListed ? found : [chosen, ...found]
  const choose = (id: string | null) => {
    setChosen(shown.find((each) => each.id === id) ?? null)
    onChange(id)
  }
  return (
    <ComboBox
      {...{ name, value, typed, error }}
      label={text.organization}
      hint={text.organizationHint}
      options={shown.map(({ id, name: label }) => ({ value: id, label }))}
      onChange={choose}
      onType={setTyped}
      nothing={text.noOrganization}
    />
  )
}

function useOrganizations(part: string): readonly Organization[] {
  const search = part.trim()
  const { data } = useQuery({
    queryKey: ['organizations', search],
    queryFn: async () => {
      const query = search ? `?${new URLSearchParams({ search })}` : ''
      const result = await call<typeof listOrganizations>(
        `GET /organizations${query}` as 'GET /organizations',
      )
      return result.ok ? result.body.items : []
    },
    placeholderData: keepPreviousData,
  })
  return data ?? []
}
