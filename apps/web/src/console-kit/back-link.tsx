import { ArrowLeft } from 'lucide-react'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import styles from './back-link.module.css'

/** A link to the parent screen. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link className={styles.back} to={to}>
      <Icon of={ArrowLeft} size={16} />
      {children}
    </Link>
  )
}
