import { ConsolePage } from '../../console-kit/console-page.tsx'
import { Deleted } from '../../console-kit/delete-dialog.tsx'
import { Empty } from '../../console-kit/empty.tsx'
import { SearchField } from '../../console-kit/search-field.tsx'
import { useAddressView } from '../../console-kit/use-address-view.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useFirstPageInstead } from '../../console-kit/use-first-page-instead.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { useSearchBox } from '../../console-kit/use-search-box.ts'
import { fill } from '../../fill.ts'
import { organizationPath, paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { AddOrganization } from './add-organization.tsx'
import { OrganizationsList } from './organizations-list.tsx'
import { organizationsMessages as text } from './organizations-messages.ts'
import styles from './organizations-page.module.css'
import { changeView, type OrganizationsView, readView, writeView } from './organizations-url.ts'
import { useOrganizations } from './use-organizations.ts'

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
    onSearch: (typed, options) => show(changeView(view, { search: typed }), options),
    pathOf: organizationPath,
  })
  const mayAdd = may('organizations.write')
  const clear = () => show(changeView(view, { search: undefined }))
  useFirstPageInstead(found.problem?.code, view.cursor, () =>
    show(changeView(view, {}), { replace: true }),
  )
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
      <OrganizationsList
        {...{ found, view }}
        empty={<Nothing search={view.search} onClear={clear} mayAdd={mayAdd} />}
        onShow={show}
        onFollow={remember}
      />
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
