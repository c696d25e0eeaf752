import type { showMailHealth } from '@rekey/contracts/mail-health'
import { queryOptions } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'

/** The state of mail sending. Banner and screen share one request. */
export const mailHealthQuery = queryOptions({
  queryKey: ['mail-health'],
  queryFn: ({ signal }) => ask<typeof showMailHealth>('GET /mail-health', { signal }),
})
