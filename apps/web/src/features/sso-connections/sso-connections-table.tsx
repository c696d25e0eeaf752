import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import table from '../../console-kit/table.module.css'
import { Time } from '../../console-kit/time.tsx'
import { fill } from '../../fill.ts'
import { ssoConnectionPath } from '../../paths.ts'
import hidden from '../../ui/hidden.module.css'
import { Link } from '../../ui/link.tsx'
import { switchOf, testOf, usersOf } from './connection-status.ts'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import styles from './sso-connections-table.module.css'

type Props = {
  /** Null while they are fetched for the first time. */
  connections: readonly SsoConnection[] | null
  onFollow: (linkId: string) => void
}

/** Where there is no room for every column, domains and users stand below the name. */
export function SsoConnectionsTable({ connections, onFollow }: Props) {
  return (
    <table
      className={`${table.table} ${styles.connections}`}
      aria-busy={connections === null || undefined}
    >
      <caption className={hidden.hidden}>{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.name}</th>
          <th scope="col" className={styles.status}>
            {text.columns.status}
          </th>
          <th scope="col" className={styles.wide}>
            {text.columns.domains}
          </th>
          <th scope="col" className={`${styles.wide} ${styles.users}`}>
            {text.columns.users}
          </th>
          <th scope="col" className={styles.test}>
            {text.columns.lastTest}
          </th>
        </tr>
      </thead>
      {connections ? (
        <tbody>
          {connections.map((connection) => (
            <Row key={connection.id} {...{ connection, onFollow }} />
          ))}
        </tbody>
      ) : (
        <Skeleton />
      )}
    </table>
  )
}

type RowProps = Pick<Props, 'onFollow'> & { connection: SsoConnection }

function Row({ connection, onFollow }: RowProps) {
  const { id, name, protocol, lastTest } = connection
  const linkId = `connection-${id}`
  return (
    <tr>
      <th scope="row">
        <Link
          id={linkId}
          className={styles.name}
          to={ssoConnectionPath(id)}
          data-row-link
          onClick={() => onFollow(linkId)}
        >
          {name}
        </Link>
        <p className={styles.meta}>{text.protocols[protocol]}</p>
        <p className={`${styles.meta} ${styles.narrow}`}>
          {domainsOf(connection)} · {usersOf(connection)}
        </p>
        <p className={`${styles.meta} ${styles.phone}`}>
          {text.columns.lastTest}: {testWords(lastTest)}
        </p>
      </th>
      <td>
        <StatusChip of={switchOf(connection)} />
      </td>
      <td className={styles.wide}>{domainsOf(connection)}</td>
      <td className={`${styles.wide} ${styles.users}`}>
        {connection.userCount.toLocaleString('en-GB')}
      </td>
      <td className={styles.test}>
        <LastTest test={lastTest} />
      </td>
    </tr>
  )
}

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

/** Those not proved say so: they lead nobody anywhere. */
function domainsOf({ domains }: SsoConnection): string {
  const shown = domains.map(({ domain, provedAt }) =>
    provedAt ? domain : fill(text.domainNotProved, { domain }),
  )
  return shown.join(', ') || text.noDomain
}

/** Three rows of the true height. */
const Skeleton = () => (
  <tbody aria-hidden="true">
    {['a', 'b', 'c'].map((row) => (
      <tr key={row}>
        <td colSpan={5}>
          <span className={styles.bar} />
        </td>
      </tr>
    ))}
  </tbody>
)
