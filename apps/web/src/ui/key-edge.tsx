import styles from './key-edge.module.css'
import { keyEdgePath } from './key-edge-path.ts'

/** The band's lower edge: the cuts of this installation's own key. */
export function KeyEdge({ name }: { name: string }) {
  return (
    <svg className={styles.edge} width="8rem" height="1rem" viewBox="0 0 128 16" aria-hidden="true">
      <path d={keyEdgePath(name)} />
    </svg>
  )
}
