import type { ListedCampaign, listResetCampaigns } from '@rekey/contracts/reset-campaigns'
import { Plus } from 'lucide-react'
import { type Column, nameColumn } from '../../console-kit/column.tsx'
import { CursorListPage, useCursorList } from '../../console-kit/cursor-list-page.tsx'
import { DataTable } from '../../console-kit/data-table.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import { useMedia } from '../../console-kit/use-media.ts'
import { fill } from '../../fill.ts'
import { campaignPath, paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { statusOf } from './campaign-state.ts'
import styles from './campaigns.module.css'
import { campaignsMessages as text } from './campaigns-messages.ts'

/** `/campaigns`: resets for many users, newest first. */
export default function CampaignsPage() {
  const list = useCursorList<typeof listResetCampaigns>('GET /reset-campaigns', 'campaigns')
  return (
    <CursorListPage of={list} words={text} about={text.about} add={add}>
      {(campaigns) => <CampaignsTable campaigns={campaigns} onFollow={list.remember} />}
    </CursorListPage>
  )
}

const add = (
  <ButtonLink to={paths.newCampaign} look="primary">
    <Icon of={Plus} size={18} />
    {text.add}
  </ButtonLink>
)

type Props = {
  /** Null while the campaigns are fetched for the first time. */
  campaigns: readonly ListedCampaign[] | null
  onFollow: (linkId: string) => void
}

function CampaignsTable({ campaigns, onFollow }: Props) {
  const isNarrow = useMedia('(max-width: 49.9375em)')
  return (
    <DataTable<ListedCampaign>
      caption={text.title}
      rows={campaigns}
      columns={[
        nameColumn<ListedCampaign>({
          label: text.columns.name,
          className: styles.named,
          pathOf: campaignPath,
          below: ({ reason, counts }) => (
            <>
              <span className={styles.words}>{reason}</span>
              {isNarrow && <span className={styles.words}>{savedWords(counts)}</span>}
            </>
          ),
          onFollow,
        }),
        status,
        ...(isNarrow ? [] : [progress, created]),
      ]}
    />
  )
}

const savedWords = ({ saved, toSend }: ListedCampaign['counts']) =>
  fill(text.savedOfNarrow, { saved: numberWords(saved), all: numberWords(toSend) })

const status: Column<ListedCampaign> = {
  label: text.columns.status,
  cell: (campaign) => <StatusChip of={statusOf(campaign)} />,
  className: styles.status,
}

const progress: Column<ListedCampaign> = {
  label: text.columns.progress,
  cell: ({ counts: { saved, toSend } }) =>
    fill(text.savedOf, { saved: numberWords(saved), all: numberWords(toSend) }),
  className: styles.narrow,
}

const created: Column<ListedCampaign> = {
  label: text.columns.created,
  cell: ({ createdAt, createdBy }) => (
    <>
      <Time at={createdAt} />
      {createdBy && (
        <span className={styles.words}>{fill(text.by, { name: createdBy.displayName })}</span>
      )}
    </>
  ),
  className: styles.wide,
}
