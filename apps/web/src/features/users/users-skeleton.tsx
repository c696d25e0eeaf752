import styles from './users-skeleton.module.css'

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const columns = ['name', 'username', 'email', 'status', 'password', 'mail'] as const

/** Eight placeholder rows of the final height, while the first users are loading. */
export const SkeletonRows = () => (
  <tbody aria-hidden="true">
    {rows.map((row) => (
      <tr key={row}>
        {columns.map((column) => (
          <td key={column} data-column={column} className={styles[column]}>
            <span className={styles.bar} />
            {column === 'name' && <span className={styles.short} />}
          </td>
        ))}
        <td />
      </tr>
    ))}
  </tbody>
)

export const SkeletonCards = () => (
  <ul aria-hidden="true" className={styles.cards}>
    {rows.map((row) => (
      <li key={row} className={styles.card}>
        <span className={styles.bar} />
        <span className={styles.short} />
        <span className={styles.bar} />
      </li>
    ))}
  </ul>
)
