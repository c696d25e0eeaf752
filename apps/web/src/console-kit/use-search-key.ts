import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths } from '../paths.ts'
import { useCaller } from './use-caller.ts'

/** The id of the search field of the users' screen. */
export const userSearchId = 'user-search'

/** What the users' screen is told when it is gone to for its search field. */
export type UsersState = { readonly focusSearch?: true }

/** Puts the focus into the user search, from any screen of the console. */
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
 * Ctrl+K, ⌘K: with a modifier, so that no speech or stray key sets it off (WCAG 2.1.4). It stays the
 * browser's for callers who may see no users.
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
      // A dialog first wants its answer.
      if (!document.querySelector('[role$=dialog]')) goToSearch()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  })
}
