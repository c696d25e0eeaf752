import type { showMailHealth } from '@rekey/contracts/mail-health'
import { queryOptions } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'

/** Whether mails go out: asked for once for banner and screen. */
export const mailHealthQuery = queryOptions({
  queryKey: ['mail-health'],
  queryFn: ({ signal }) => ask<typeof showMailHealth>('GET /mail-health', { signal }),
})
