import type { currentSession } from '@rekey/contracts/sessions'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import type { Viewer } from './user-acts.ts'

const nobody = { id: '', username: '', permissions: [] } as const

/** Who looks at the console. */
export function useViewer(): Viewer & { readonly username: string } {
  const { data } = useQuery({
    queryKey: ['viewer'],
    queryFn: async () => {
      const result = await call<typeof currentSession>('GET /sessions/current')
      return result.ok ? result.body.user : null
    },
  })
  return data ?? nobody
}
