import { useQueryClient } from '@tanstack/react-query'
import { ChevronsUpDown, CircleUserRound, KeyRound, LogOut } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { useNavigate } from 'react-router'
import { Menu } from '../../console-kit/menu.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { endOwnSession } from '../../public-kit/end-own-session.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './account-menu.module.css'
import { consoleMessages as text } from './console-messages.ts'
import { initialsOf } from './initials-of.ts'

/** The menu of the signed-in user. */
export function AccountMenu() {
  const { displayName, role } = useCaller()
  const navigate = useNavigate()
  const leave = useSignOut()
  return (
    <Menu
      placement="top start"
      label={fill(text.account, { name: displayName })}
      trigger={
        <Button className={styles.opener ?? ''}>
          <span className={styles.initials} aria-hidden="true" translate="no">
            {initialsOf(displayName)}
          </span>
          <span className={styles.who}>
            <span className={styles.name} translate="no">
              {displayName}
            </span>
            <span className={styles.role}>{role.name}</span>
          </span>
          <Icon of={ChevronsUpDown} size={16} />
        </Button>
      }
      groups={[
        [
          { id: 'account', label: text.ownAccount, icon: CircleUserRound },
          { id: 'change-password', label: text.changePassword, icon: KeyRound },
          { id: 'sign-out', label: text.signOut, icon: LogOut },
        ],
      ]}
      onChoose={(id) => {
        if (id === 'sign-out') void leave()
        else void navigate(id === 'account' ? paths.account : paths.changePassword)
      }}
    />
  )
}

/** Signs out and removes all data of the session from memory. */
export function useSignOut() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  return async () => {
    if (!(await endOwnSession())) return
    const state: SignInState = { notice: 'signed-out' }
    void navigate(paths.signIn, { replace: true, state })
    queries.clear()
  }
}
