import type { Role } from '@rekey/contracts/roles'
import { type Column, nameColumn } from '../../console-kit/column.tsx'
import { DataTable } from '../../console-kit/data-table.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { permissionWords } from '../../console-kit/permission-groups.ts'
import { useMedia } from '../../console-kit/use-media.ts'
import { rolePath } from '../../paths.ts'
import { rolesMessages as text } from './roles-messages.ts'
import styles from './roles-table.module.css'

type Props = {
  /** Null while the roles are fetched for the first time. */
  roles: readonly Role[] | null
  onFollow: (linkId: string) => void
}

/** On narrow screens the permissions of a role stand below its name. */
export function RolesTable({ roles, onFollow }: Props) {
  const isNarrow = useMedia('(max-width: 49.9375em)')
  return (
    <DataTable
      caption={text.title}
      rows={roles}
      columns={[
        nameColumn<Role>({
          label: text.columns.name,
          className: styles.named,
          pathOf: rolePath,
          below: ({ builtIn, permissions: held }) => (
            <>
              {builtIn && <span className={styles.tag}>{text.builtIn}</span>}
              {isNarrow && <span className={styles.words}>{permissionWords(held)}</span>}
            </>
          ),
          onFollow,
        }),
        ...(isNarrow ? [users] : [permissions, users]),
      ]}
    />
  )
}

const permissions: Column<Role> = {
  label: text.columns.permissions,
  cell: (role) => permissionWords(role.permissions),
}

const users: Column<Role> = {
  label: text.columns.users,
  cell: ({ userCount }) => numberWords(userCount),
  className: styles.users,
}
