import type { Campaign, showResetCampaign } from '@rekey/contracts/reset-campaigns'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'
import { askAgain, useWatchedMs } from '../../console-kit/ask-again.ts'
import { useFetchAgain } from '../../console-kit/use-fetch-again.ts'

/** A campaign, which is fetched again while it changes by itself. */
export function useCampaign(id: string) {
  const watchedMs = useWatchedMs()
  return useQuery({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) =>
      ask<typeof showResetCampaign>('GET /reset-campaigns/{id}', { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isMoving(data) && askAgain(watchedMs(JSON.stringify(data.counts))),
  })
}

/** While it runs, or while mails that were sent can still arrive or be used. */
const isMoving = ({ status, notSavedYet, counts }: Campaign): boolean =>
  status === 'running' || (status !== 'draft' && (notSavedYet > 0 || counts.sending > 0))

/** After an action, fetches campaigns and their users again. */
export const useAskAnew = () => useFetchAgain('campaigns', 'campaign', 'campaign-users')
