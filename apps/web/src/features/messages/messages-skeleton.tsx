import styles from './messages-skeleton.module.css'

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const columns = ['kind', 'to', 'created', 'status', 'attempts'] as const

/** Eight placeholder rows of the final height, while the first messages are loading. */
export const MessagesSkeleton = () => (
  <tbody aria-hidden="true">
    {rows.map((row) => (
      <tr key={row}>
        {columns.map((column) => (
          <td key={column}>
            <span className={`${styles.bar} ${styles[column] ?? ''}`} />
          </td>
        ))}
      </tr>
    ))}
  </tbody>
)
