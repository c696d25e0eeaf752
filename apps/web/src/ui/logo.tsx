import { useSite } from '../site.ts'
import styles from './logo.module.css'
import { Mark } from './mark.tsx'

/** The organization's logo on the band, or Rekey's mark. Its name stands beside it. */
export function Logo({ className }: { className?: string | undefined }) {
  const { logo } = useSite()
  if (logo === null) return <Mark size={28} className={className} />
  return <img src={logo} alt="" className={styles.logo} />
}
