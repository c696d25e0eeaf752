import type { ShownOrganization } from '@rekey/contracts/organizations'
import { nameColumn } from '../../console-kit/column.tsx'
import { DataTable } from '../../console-kit/data-table.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { Time } from '../../console-kit/time.tsx'
import { dayOf } from '../../console-kit/when.ts'
import { organizationPath } from '../../paths.ts'
import { organizationsMessages as text } from './organizations-messages.ts'
import styles from './organizations-table.module.css'

type Props = {
  /** Null while the organizations are fetched for the first time. */
  organizations: readonly ShownOrganization[] | null
  onFollow: (linkId: string) => void
}

/** A table with three columns, which fit on any screen. */
export const OrganizationsTable = ({ organizations, onFollow }: Props) => (
  <DataTable
    caption={text.title}
    rows={organizations}
    columns={[
      nameColumn({ label: text.columns.name, pathOf: organizationPath, onFollow }),
      {
        label: text.columns.users,
        cell: ({ userCount }) => numberWords(userCount),
        className: styles.users,
      },
      {
        label: text.columns.added,
        cell: ({ createdAt }) => <Time at={createdAt} words={dayOf(new Date(createdAt))} />,
        className: styles.added,
      },
    ]}
  />
)
