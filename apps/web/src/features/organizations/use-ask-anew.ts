import { useQueryClient } from '@tanstack/react-query'

/** After an action, fetches the organizations again, and the users, who show their names. */
export function useAskAnew() {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [['organizations'], ['users'], ['user'], ['audit']]) {
      void queries.invalidateQueries({ queryKey })
    }
  }
}
