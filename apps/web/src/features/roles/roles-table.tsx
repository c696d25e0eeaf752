import type { Role } from '@rekey/contracts/roles'
import { permissionWords } from '../../console-kit/permission-groups.ts'
import table from '../../console-kit/table.module.css'
import { useMedia } from '../../console-kit/use-media.ts'
import { rolePath } from '../../paths.ts'
import hidden from '../../ui/hidden.module.css'
import { Link } from '../../ui/link.tsx'
import { rolesMessages as text } from './roles-messages.ts'
import styles from './roles-table.module.css'

type Props = {
  /** Null while they are fetched for the first time. */
  roles: readonly Role[] | null
  onFollow: (linkId: string) => void
}

/** Where there is no room, what a role lets people do stands below its name. */
export function RolesTable({ roles, onFollow }: Props) {
  const isNarrow = useMedia('(max-width: 49.9375em)')
  return (
    <table className={`${table.table} ${styles.roles}`} aria-busy={roles === null || undefined}>
      <caption className={hidden.hidden}>{text.title}</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.named}>
            {text.columns.name}
          </th>
          {!isNarrow && <th scope="col">{text.columns.permissions}</th>}
          <th scope="col" className={styles.users}>
            {text.columns.users}
          </th>
        </tr>
      </thead>
      {roles ? (
        <tbody>
          {roles.map((role) => (
            <Row key={role.id} {...{ role, isNarrow, onFollow }} />
          ))}
        </tbody>
      ) : (
        <Skeleton columns={isNarrow ? 2 : 3} />
      )}
    </table>
  )
}

type RowProps = Pick<Props, 'onFollow'> & { role: Role; isNarrow: boolean }

function Row({ role: { id, name, builtIn, permissions, userCount }, ...props }: RowProps) {
  const linkId = `role-${id}`
  const words = permissionWords(permissions)
  return (
    <tr>
      <th scope="row">
        <Link
          id={linkId}
          className={styles.name}
          to={rolePath(id)}
          data-row-link
          onClick={() => props.onFollow(linkId)}
        >
          {name}
        </Link>
        {builtIn && <span className={styles.tag}>{text.builtIn}</span>}
        {props.isNarrow && <span className={styles.words}>{words}</span>}
      </th>
      {!props.isNarrow && <td>{words}</td>}
      <td>{userCount.toLocaleString('en-GB')}</td>
    </tr>
  )
}

const rows = ['a', 'b', 'c', 'd', 'e', 'f']

/** Rows of the true height, while the roles are fetched. */
const Skeleton = ({ columns }: { columns: number }) => (
  <tbody aria-hidden="true">
    {rows.map((row) => (
      <tr key={row}>
        <td colSpan={columns}>
          <span className={styles.bar} />
        </td>
      </tr>
    ))}
  </tbody>
)
