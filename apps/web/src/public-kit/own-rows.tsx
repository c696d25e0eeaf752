import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import styles from './own-rows.module.css'

/** What a user has, such as passkeys or addresses: one row each. Without rows it isn't shown. */
export const OwnRows = ({ children }: { children: ReactNode }) => (
  <ul className={styles.rows}>{children}</ul>
)

type Props = {
  icon: LucideIcon
  /** Bold, beside the icon. */
  name: ReactNode
  /** What can be done with it, at the right. */
  beside?: ReactNode
  /** The name takes the whole width of a phone, as addresses do, and `beside` stands below. */
  isLong?: boolean
  /** The lines below the name. */
  children?: ReactNode
}

export const OwnRow = ({ icon, name, beside, isLong = false, children }: Props) => (
  <li className={`${styles.row} ${children ? '' : styles.short} ${isLong ? styles.long : ''}`}>
    <Icon of={icon} size={20} />
    <div className={styles.what}>
      <p className={styles.name}>{name}</p>
      {children}
    </div>
    {beside && <div className={styles.beside}>{beside}</div>}
  </li>
)

/** The button below the rows that adds one. */
export const AddToRows = ({ children }: { children: ReactNode }) => (
  <div className={styles.add}>{children}</div>
)
