import type { ShownOrganization } from '@rekey/contracts/organizations'
import table from '../../console-kit/table.module.css'
import { Time } from '../../console-kit/time.tsx'
import { dayOf } from '../../console-kit/when.ts'
import { organizationPath } from '../../paths.ts'
import hidden from '../../ui/hidden.module.css'
import { Link } from '../../ui/link.tsx'
import { organizationsMessages as text } from './organizations-messages.ts'
import styles from './organizations-table.module.css'

type Props = {
  /** Null while they are fetched for the first time. */
  organizations: readonly ShownOrganization[] | null
  onFollow: (linkId: string) => void
}

/** Three columns: they fit any screen. */
export function OrganizationsTable({ organizations, onFollow }: Props) {
  return (
    <table
      className={`${table.table} ${styles.organizations}`}
      aria-busy={organizations === null || undefined}
    >
      <caption className={hidden.hidden}>{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.name}</th>
          <th scope="col" className={styles.users}>
            {text.columns.users}
          </th>
          <th scope="col" className={styles.added}>
            {text.columns.added}
          </th>
        </tr>
      </thead>
      {organizations ? (
        <tbody>
          {organizations.map((organization) => (
            <Row key={organization.id} {...{ organization, onFollow }} />
          ))}
        </tbody>
      ) : (
        <Skeleton />
      )}
    </table>
  )
}

type RowProps = Pick<Props, 'onFollow'> & { organization: ShownOrganization }

function Row({ organization: { id, name, userCount, createdAt }, onFollow }: RowProps) {
  const linkId = `organization-${id}`
  return (
    <tr>
      <th scope="row">
        <Link
          id={linkId}
          className={styles.name}
          to={organizationPath(id)}
          data-row-link
          onClick={() => onFollow(linkId)}
        >
          {name}
        </Link>
      </th>
      <td>{userCount.toLocaleString('en-GB')}</td>
      <td>
        <Time at={createdAt} words={dayOf(new Date(createdAt))} />
      </td>
    </tr>
  )
}

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** Eight rows of the true height, while the first organizations are fetched. */
const Skeleton = () => (
  <tbody aria-hidden="true">
    {rows.map((row) => (
      <tr key={row}>
        <td colSpan={3}>
          <span className={styles.bar} />
        </td>
      </tr>
    ))}
  </tbody>
)
