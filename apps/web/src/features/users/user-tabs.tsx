import { NavLink } from '../../console-kit/nav-link.tsx'
import { userPaths } from '../../console-kit/user-paths.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import styles from './user-tabs.module.css'

export type UserTab = 'overview' | 'mail' | 'audit'

/** Tabs as links: each has its own address, and Back returns to the previous tab. */
export function UserTabs({ id, tabs }: { id: string; tabs: readonly UserTab[] }) {
  return (
    <nav className={styles.tabs} aria-label={userDetailsMessages.sections}>
      {tabs.map((tab) => (
        <NavLink key={tab} className={styles.tab ?? ''} to={userPaths[tab](id)} end>
          {userDetailsMessages[tab]}
        </NavLink>
      ))}
    </nav>
  )
}
