import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths } from '../paths.ts'
import { useCaller } from './use-caller.ts'

/** The id of the search field of the users' screen. */
export const userSearchId = 'user-search'

/** Tells the users' screen to focus its search field. */
export type UsersState = { readonly focusSearch?: true }

/** Moves the focus to the user search from any screen of the console. */
export function useGoToSearch() {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  return () => {
    const field = document.getElementById(userSearchId)
    if (pathname === paths.users && field instanceof HTMLInputElement) {
      field.focus()
      field.select()
      return
    }
    const state: UsersState = { focusSearch: true }
    void navigate(paths.users, { state })
  }
}

/**
 * Ctrl+K or ⌘K. The modifier key prevents speech input or a stray key from triggering it (WCAG
 * 2.1.4). For users who may not see users, the browser keeps the shortcut.
 */
export function useSearchKey() {
  const goToSearch = useGoToSearch()
  const maySearch = useCaller().may('users.read', 'contacts.read')
  useEffect(() => {
    if (!maySearch) return
    const onKeyDown = (event: KeyboardEvent) => {
      const isKey = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
      if (!isKey || event.altKey || event.shiftKey) return
      event.preventDefault()
      // An open dialog must be answered first.
      if (!document.querySelector('[role$=dialog]')) goToSearch()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  })
}
