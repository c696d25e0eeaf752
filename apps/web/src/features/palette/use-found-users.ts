import type { listUsers, User } from '@rekey/contracts/users'
import { useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useState } from 'react'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useList } from '../../console-kit/use-list.ts'
import { groupSize } from './entries.ts'
import { startsOf, wordsOf } from './words.ts'

/** How long after the last key the search starts. */
const debounceMs = 200

const none: readonly User[] = []

/**
 * The users that a text finds. While it is still being searched, these are the last results that it
 * fits too, so that Enter never opens somebody whom the text doesn't mean.
 */
export function useFoundUsers(text: string) {
  const maySearch = useCaller().may('users.read', 'contacts.read')
  const search = useSettled(text.trim())
  const isAsked = maySearch && search !== ''
  const { list, isSettled, problem, again } = useList<typeof listUsers>(
    'GET /users',
    'users',
    { search, limit: String(groupSize) },
    { isEnabled: isAsked },
  )
  const isCurrent = isSettled && search === text.trim()
  const found = isAsked && text.trim() !== '' ? (list?.items ?? none) : none
  return {
    users: useDeferredValue(isCurrent ? found : found.filter((user) => fits(user, text))),
    isSearching: maySearch && text.trim() !== '' && !isCurrent && !problem,
    problem,
    again,
  }
}

const fits = ({ displayName, username, organization }: User, text: string) =>
  startsOf(wordsOf(text), `${displayName} ${username} ${organization?.name ?? ''}`)

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), debounceMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** The users whose pages were opened last. */
export function useRecentUsers(): readonly User[] {
  const client = useQueryClient()
  const [recent] = useState(() =>
    client
      .getQueryCache()
      .findAll({ queryKey: ['user'] })
      .toSorted((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt)
      .flatMap(({ state }) => (state.data ? [state.data as User] : []))
      .slice(0, groupSize),
  )
  return recent
}
