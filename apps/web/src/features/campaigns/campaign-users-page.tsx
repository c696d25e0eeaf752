import {
  listResetCampaignUsers as contract,
  type listResetCampaignUsers,
} from '@rekey/contracts/reset-campaigns'
import { Download } from 'lucide-react'
import { useParams } from 'react-router'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { Empty } from '../../console-kit/empty.tsx'
import { FilterSelect } from '../../console-kit/filter-select.tsx'
import { type ListView, listView } from '../../console-kit/list-view.ts'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { useAddressView } from '../../console-kit/use-address-view.ts'
import { useExport } from '../../console-kit/use-export.tsx'
import { useList } from '../../console-kit/use-list.ts'
import { campaignPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CampaignUsersTable } from './campaign-users-table.tsx'
import styles from './campaigns.module.css'
import { campaignsMessages } from './campaigns-messages.ts'
import { useCampaign } from './use-campaigns.ts'

const text = campaignsMessages.users

const { read, write, change } = listView(contract)

/** `/campaigns/{id}/users`: who is where, by outcome. */
export default function CampaignUsersPage() {
  const { id = '' } = useParams()
  const campaign = useCampaign(id)
  const { view, show } = useAddressView<ListView<typeof contract>>(
    `${campaignPath(id)}/users`,
    read,
    write,
  )
  const found = useList<typeof listResetCampaignUsers>(
    'GET /reset-campaigns/{id}/users',
    'campaign-users',
    view,
    { params: { id } },
  )
  const { cursor: _, limit: __, ...filters } = view
  const exporting = useExport(
    `/reset-campaigns/${id}/users`,
    filters,
    'campaign',
    campaignsMessages,
  )
  return (
    <ConsolePage
      heading={text.title}
      back={
        <BackLink to={campaignPath(id)}>{campaign.data?.name ?? campaignsMessages.title}</BackLink>
      }
      actions={
        <Button
          icon={<Icon of={Download} size={18} />}
          busy={exporting.busy}
          busyLabel={campaignsMessages.exporting}
          onClick={exporting.run}
        >
          {campaignsMessages.export}
        </Button>
      }
      notice={exporting.notice}
    >
      <div className={styles.toolbar}>
        <FilterSelect
          name="outcome"
          label={text.outcome}
          words={text.outcomes}
          value={view.outcome as Exclude<keyof typeof text.outcomes, 'any'> | undefined}
          onChange={(outcome) => show(change(view, { outcome, reason: undefined }))}
        />
      </div>
      <PagedList
        found={found}
        view={view}
        words={text.list}
        empty={<Empty title={text.none} />}
        onShow={({ cursor }, options) => show({ ...view, cursor }, options)}
      >
        {(users) => <CampaignUsersTable users={users} />}
      </PagedList>
    </ConsolePage>
  )
}
