import {
  type CampaignUser,
  listResetCampaignUsers as contract,
  type listResetCampaignUsers,
} from '@rekey/contracts/reset-campaigns'
import { Check, CircleSlash, Download } from 'lucide-react'
import { useParams } from 'react-router'
import { BackLink } from '../../console-kit/back-link.tsx'
import type { Column } from '../../console-kit/column.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DataTable } from '../../console-kit/data-table.tsx'
import { Empty } from '../../console-kit/empty.tsx'
import { FilterSelect } from '../../console-kit/filter-select.tsx'
import { type ListView, listView } from '../../console-kit/list-view.ts'
import { messageStatusOf, type Shown } from '../../console-kit/message-status.ts'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import { useAddressView } from '../../console-kit/use-address-view.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useExport } from '../../console-kit/use-export.tsx'
import { useList } from '../../console-kit/use-list.ts'
import { useMedia } from '../../console-kit/use-media.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { campaignPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
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
        {(users) => <UsersTable users={users} />}
      </PagedList>
    </ConsolePage>
  )
}

type Row = CampaignUser & { readonly id: string }

function UsersTable({ users }: { users: readonly CampaignUser[] | null }) {
  const isNarrow = useMedia('(max-width: 49.9375em)')
  return (
    <DataTable<Row>
      caption={text.title}
      rows={users?.map((row) => ({ ...row, id: row.user.id })) ?? null}
      columns={[name, outcome, ...(isNarrow ? [] : [sent])]}
    />
  )
}

const name: Column<Row> = {
  label: text.columns.name,
  cell: (row) => <Name of={row} />,
  className: styles.named,
}

function Name({ of: { user } }: { of: Row }) {
  const { may } = useCaller()
  if (user.deleted) return <span className={styles.words}>{text.deleted}</span>
  return (
    <>
      {may('users.read', 'contacts.read') ? (
        <Link to={userPaths.overview(user.id)} translate="no">
          {user.displayName}
        </Link>
      ) : (
        <span translate="no">{user.displayName}</span>
      )}
      <span className={styles.words} translate="no">
        {user.username}
      </span>
    </>
  )
}

const outcome: Column<Row> = {
  label: text.columns.outcome,
  cell: (row) => (
    <>
      <StatusChip of={outcomeOf(row)} />
      {row.advice && <span className={styles.words}>{row.advice}</span>}
    </>
  ),
}

function outcomeOf({ outcome: reached, reason, savedAt }: Row): Shown {
  if (reached === 'saved') {
    const time = savedAt ? inSentence(dayAndTime(new Date(savedAt))) : ''
    return { words: fill(text.savedAt, { time }), tone: 'good', icon: Check }
  }
  if (reason !== null && reached === 'not-sent' && reason in campaignsMessages.leftOut.reasons) {
    const reasons: Readonly<Record<string, string>> = campaignsMessages.leftOut.reasons
    return { words: reasons[reason] ?? '', tone: 'quiet', icon: CircleSlash }
  }
  return messageStatusOf({
    status: reached,
    reason: reason === 'beyond-permissions' ? null : reason,
  })
}

const sent: Column<Row> = {
  label: text.columns.sent,
  cell: ({ sentAt }) => sentAt && <Time at={sentAt} />,
  className: styles.wide,
}
