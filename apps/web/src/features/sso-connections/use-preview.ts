import type { previewRequiredSignIn, SsoConnection } from '@rekey/contracts/sso-connections'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'

/** How many users switching the provider on would reach, and requiring it would change. */
export const usePreview = ({ id, enabled, required, domains }: SsoConnection) =>
  useQuery({
    // A verified or released domain changes both numbers.
    queryKey: ['required-preview', id, enabled, required, domains],
    queryFn: () =>
      ask<typeof previewRequiredSignIn>('GET /sso-connections/{id}/required-preview', {
        params: { id },
      }),
    enabled: !required,
    gcTime: 0,
  })
