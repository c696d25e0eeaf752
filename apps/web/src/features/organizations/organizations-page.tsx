import { useState } from 'react'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { Empty } from '../../console-kit/empty.tsx'
import { SearchField } from '../../console-kit/search-field.tsx'
import { useAddressView } from '../../console-kit/use-address-view.ts'
import { useArrival } from '../../console-kit/use-arrival.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useFirstPageInstead } from '../../console-kit/use-first-page-instead.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { useSearchBox } from '../../console-kit/use-search-box.ts'
import { fill } from '../../fill.ts'
import { organizationPath, paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Say } from '../../ui/say.tsx'
import { AddOrganization } from './add-organization.tsx'
import { OrganizationsList } from './organizations-list.tsx'
import { organizationsMessages as text } from './organizations-messages.ts'
import styles from './organizations-page.module.css'
import {
  type OrganizationsView,
  readOrganizationsView,
  writeOrganizationsView,
} from './organizations-url.ts'
import { useOrganizations } from './use-organizations.ts'

/** What the screen is told when it is gone to. */
export type OrganizationsState = { readonly deleted?: string }

/** `/organizations`: the retailers, searched and paged by the server. */
export default function OrganizationsPage() {
  const { view, show } = useView()
  const { may } = useCaller()
  const found = useOrganizations(view)
  const { isRestoring, remember } = useRestoredPlace(found.organizations !== undefined)
  const search = useSearchBox({
    search: view.search ?? '',
    isSettled: found.isSettled,
    items: found.organizations?.items,
    onSearch: (typed, options) => show({ search: typed, limit: view.limit ?? '25' }, options),
    pathOf: organizationPath,
  })
  const mayAdd = may('organizations.write')
  const clear = () => show({ ...view, search: '' })
  useFirstPageInstead(found.problem?.code, view.cursor, () =>
    show({ ...view, cursor: '' }, { replace: true }),
  )
  return (
    <ConsolePage
      heading={text.title}
      ownFocus={isRestoring}
      actions={mayAdd && <AddOrganization look="primary" />}
      notice={<Deleted />}
    >
      <div className={styles.search}>
        <SearchField
          {...search}
          id="organization-search"
          label={text.search}
          placeholder={text.searchPlaceholder}
        />
      </div>
      <OrganizationsList
        {...{ found, view }}
        empty={<Nothing search={view.search} onClear={clear} mayAdd={mayAdd} />}
        onShow={show}
        onFollow={remember}
      />
    </ConsolePage>
  )
}

const useView = () =>
  useAddressView<OrganizationsView>(
    paths.organizations,
    readOrganizationsView,
    writeOrganizationsView,
  )

type NothingProps = { search: string | undefined; onClear: () => void; mayAdd: boolean }

function Nothing({ search, onClear, mayAdd }: NothingProps) {
  if (!search)
    return (
      <Empty
        title={text.none}
        text={text.noneText}
        action={mayAdd && <AddOrganization look="secondary" />}
      />
    )
  return (
    <Empty
      title={fill(text.noMatch, { search })}
      text={text.noMatchText}
      action={<Button onClick={onClear}>{text.clearSearch}</Button>}
    />
  )
}

/** After deleting one: said here, where nothing of it is left. */
function Deleted() {
  const name = useArrival<OrganizationsState>()?.deleted
  const [isClosed, setClosed] = useState(false)
  if (!name || isClosed) return null
  return (
    <DoneBanner closeLabel={text.close} onClose={() => setClosed(true)}>
      <Say text={text.delete.done} values={{ name }} />
    </DoneBanner>
  )
}
