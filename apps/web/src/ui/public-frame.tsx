import type { ReactNode } from 'react'
import { useSite } from '../site.ts'
import { Footer } from './footer.tsx'
import { InsecureBanner } from './insecure-banner.tsx'
import keyEdge from './key-edge.module.css'
import { keyEdgePath } from './key-edge-path.ts'
import { Logo } from './logo.tsx'
import styles from './public-frame.module.css'

type Props = {
  children: ReactNode
  /** At the right of the band: the signed-in user and the sign-out button. */
  aside?: ReactNode
}

/** The frame of every public page: the band with the key, one column, and the same footer. */
export function PublicFrame({ children, aside }: Props) {
  const { organizationName } = useSite()
  return (
    <div className={styles.frame}>
      <header className={styles.band}>
        <div className={styles.column} data-aside={Boolean(aside)}>
          <Logo className={styles.mark} />
          <span className={styles.name} translate="no">
            {organizationName}
          </span>
          {aside}
          <KeyEdge name={organizationName} />
        </div>
      </header>
      <main className={styles.main}>
        <InsecureBanner className={styles.insecure} />
        {children}
      </main>
      <Footer />
    </div>
  )
}

/** The lower edge of the band, which shows the key of this installation. */
function KeyEdge({ name }: { name: string }) {
  return (
    <svg
      className={keyEdge.edge}
      width="8rem"
      height="1rem"
      viewBox="0 0 128 16"
      aria-hidden="true"
    >
      <path d={keyEdgePath(name)} />
    </svg>
  )
}
