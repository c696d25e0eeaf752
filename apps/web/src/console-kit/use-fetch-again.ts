import { useQueryClient } from '@tanstack/react-query'

/**
 * After an action, has the named data fetched again, and the audit log, which tells of every
 * action.
 */
export function useFetchAgain(...names: readonly string[]) {
  const queries = useQueryClient()
  return () => {
    for (const name of [...names, 'audit']) void queries.invalidateQueries({ queryKey: [name] })
  }
}
