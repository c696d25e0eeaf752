import type { CampaignUser } from '@rekey/contracts/reset-campaigns'
import { Check, CircleSlash } from 'lucide-react'
import type { Column } from '../../console-kit/column.tsx'
import { DataTable } from '../../console-kit/data-table.tsx'
import { messageStatusOf, type Shown } from '../../console-kit/message-status.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useMedia } from '../../console-kit/use-media.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { Link } from '../../ui/link.tsx'
import styles from './campaigns.module.css'
import { campaignsMessages } from './campaigns-messages.ts'

const text = campaignsMessages.users

type Row = CampaignUser & { readonly id: string }

export function CampaignUsersTable({ users }: { users: readonly CampaignUser[] | null }) {
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
