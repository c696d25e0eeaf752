import styles from './key-edge.module.css'
import { keyEdgePath } from './key-edge-path.ts'

/** The lower edge of the band, which shows the key of this installation. */
export function KeyEdge({ name }: { name: string }) {
  return (
    <svg className={styles.edge} width="8rem" height="1rem" viewBox="0 0 128 16" aria-hidden="true">
      <path d={keyEdgePath(name)} />
    </svg>
  )
}
