import { ArrowLeft } from 'lucide-react'
import { Link } from 'react-router'
import { Icon } from '../ui/icon.tsx'
import styles from './back-link.module.css'

/** One step up. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link className={styles.back} to={to}>
      <Icon of={ArrowLeft} size={16} />
      {children}
    </Link>
  )
}
