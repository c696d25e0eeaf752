import type { listAuditEvents } from '@rekey/contracts/audit'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, problemOf } from '../../console-kit/ask.ts'
import { type AuditView, toQuery } from './audit-url.ts'

/** The events of a view. While other events are loading, or if that failed, the last ones stay. */
export function useAudit(view: AuditView) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['audit', view],
    queryFn: ({ signal }) =>
      ask<typeof listAuditEvents>('GET /audit-events', { query: toQuery(view), signal }),
  })
  const [last, setLast] = useState(data)
  if (data && data !== last) setLast(data)
  return {
    events: data ?? last,
    isSettled: data !== undefined && !isFetching,
    isFetching,
    problem: isFetching ? null : problemOf(error),
    again: () => void refetch(),
  }
}
