import type { showOverview } from '@rekey/contracts/overview'
import { useList } from '../use-list.ts'

/** The overview of some days. While others are loading, or if that failed, the last one stays. */
export function useOverview(days: string) {
  const { list, ...state } = useList<typeof showOverview>('GET /overview', 'overview', { days })
  return { overview: list, ...state }
}
