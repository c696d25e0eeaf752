import { useFetchAgain } from '../../console-kit/use-fetch-again.ts'

/** After an action, fetches the organizations again, and the users, who show their names. */
export const useAskAnew = () => useFetchAgain('organizations', 'users', 'user')
