import { listOrganizations } from '@rekey/contracts/organizations'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { Deleted } from '../../console-kit/delete-dialog.tsx'
import { Empty } from '../../console-kit/empty.tsx'
import { type ListView, listView } from '../../console-kit/list-view.ts'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { SearchField } from '../../console-kit/search-field.tsx'
import { useAddressView } from '../../console-kit/use-address-view.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useList } from '../../console-kit/use-list.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { useSearchBox } from '../../console-kit/use-search-box.ts'
import { fill } from '../../fill.ts'
import { organizationPath, paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { AddOrganization } from './add-organization.tsx'
import { organizationsMessages as text } from './organizations-messages.ts'
import styles from './organizations-page.module.css'
import { OrganizationsTable } from './organizations-table.tsx'

type OrganizationsView = ListView<typeof listOrganizations>

const { read: readView, write: writeView, change: changeView } = listView(listOrganizations)

/** `/organizations`: the retailers, searched and paged by the server. */
export default function OrganizationsPage() {
  const { view, show } = useView()
  const { may } = useCaller()
  const found = useList<typeof listOrganizations>('GET /organizations', 'organizations', view)
  const { isRestoring, remember } = useRestoredPlace(found.list !== undefined)
  const search = useSearchBox({
    search: view.search ?? '',
    isSettled: found.isSettled,
    items: found.list?.items,
    onSearch: (typed, options) => show(changeView(view, { search: typed }), options),
    pathOf: organizationPath,
  })
  const mayAdd = may('organizations.write')
  const clear = () => show(changeView(view, { search: undefined }))
  return (
    <ConsolePage
      heading={text.title}
      ownFocus={isRestoring}
      actions={mayAdd && <AddOrganization look="primary" />}
      notice={<Deleted words={text.delete} />}
    >
      <div className={styles.search}>
        <SearchField
          {...search}
          id="organization-search"
          label={text.search}
          placeholder={text.searchPlaceholder}
        />
      </div>
      <PagedList
        {...{ found, view }}
        words={text.list}
        empty={<Nothing search={view.search} onClear={clear} mayAdd={mayAdd} />}
        onShow={(change, options) => show({ ...view, ...change }, options)}
      >
        {(organizations) => <OrganizationsTable {...{ organizations }} onFollow={remember} />}
      </PagedList>
    </ConsolePage>
  )
}

const useView = () => useAddressView<OrganizationsView>(paths.organizations, readView, writeView)

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
