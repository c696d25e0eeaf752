import type { showOverview } from '@rekey/contracts/overview'
import { useList } from '../use-list.ts'
import { useWhileAttended } from '../use-while-attended.ts'

const everyMs = 30_000

/**
 * The overview of some days, fetched again while somebody watches. While other days are loading, or
 * if that failed, the last one stays.
 */
export function useOverview(days: string) {
  const { list, ...state } = useList<typeof showOverview>(
    'GET /overview',
    'overview',
    { days },
    { isQuiet: true },
  )
  useWhileAttended(state.again, everyMs)
  return { overview: list, ...state }
}
