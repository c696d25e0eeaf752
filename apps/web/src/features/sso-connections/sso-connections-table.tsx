import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { type Column, nameColumn } from '../../console-kit/column.tsx'
import { DataTable } from '../../console-kit/data-table.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import { fill } from '../../fill.ts'
import { ssoConnectionPath } from '../../paths.ts'
import { switchOf, testOf, usersOf } from './connection-status.ts'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import styles from './sso-connections-table.module.css'

type Props = {
  /** Null while the providers are fetched for the first time. */
  connections: readonly SsoConnection[] | null
  onFollow: (linkId: string) => void
}

/** On narrow screens, domains and users stand below the name. */
export const SsoConnectionsTable = ({ connections, onFollow }: Props) => (
  <DataTable
    caption={text.title}
    rows={connections}
    columns={[
      nameColumn<SsoConnection>({
        label: text.columns.name,
        pathOf: ssoConnectionPath,
        below: (connection) => <BelowName connection={connection} />,
        onFollow,
      }),
      ...columns,
    ]}
  />
)

const columns: readonly Column<SsoConnection>[] = [
  {
    label: text.columns.status,
    cell: (connection) => <StatusChip of={switchOf(connection)} />,
    className: styles.status,
  },
  { label: text.columns.domains, cell: domainsOf, className: styles.wide },
  {
    label: text.columns.users,
    cell: ({ userCount }) => numberWords(userCount),
    className: `${styles.wide} ${styles.users}`,
  },
  {
    label: text.columns.lastTest,
    cell: ({ lastTest }) => <LastTest test={lastTest} />,
    className: styles.test,
  },
]

const BelowName = ({ connection }: { connection: SsoConnection }) => (
  <>
    <p className={styles.meta}>{text.protocols[connection.protocol]}</p>
    <p className={`${styles.meta} ${styles.narrow}`}>
      {domainsOf(connection)} · {usersOf(connection)}
    </p>
    <p className={`${styles.meta} ${styles.phone}`}>
      {text.columns.lastTest}: {testWords(connection.lastTest)}
    </p>
  </>
)

function LastTest({ test }: { test: SsoConnection['lastTest'] }) {
  if (!test) return text.notTested
  return (
    <>
      <StatusChip of={testOf(test)} />
      <p className={styles.meta}>
        <Time at={test.at} />
      </p>
    </>
  )
}

const testWords = (test: SsoConnection['lastTest']): string =>
  test ? testOf(test).words.toLowerCase() : text.notTested.toLowerCase()

/** Unverified domains are marked, since no one can sign in with them. */
function domainsOf({ domains }: SsoConnection): string {
  const shown = domains.map(({ domain, provedAt }) =>
    provedAt ? domain : fill(text.domainNotProved, { domain }),
  )
  return shown.join(', ') || text.noDomain
}
