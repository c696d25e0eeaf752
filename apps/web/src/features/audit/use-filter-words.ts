import { deletedName } from '@rekey/contracts/deleted-name'
import type { showUser } from '@rekey/contracts/users'
import { useQuery } from '@tanstack/react-query'
import { ask, problemOf } from '../../console-kit/ask.ts'
import { dayWords } from '../../console-kit/days.ts'
import { fill } from '../../fill.ts'
import { auditMessages as text } from './audit-messages.ts'
import type { FilterName } from './audit-url.ts'
import { actionLabel } from './known-actions.ts'
import { useAllApiKeys } from './use-all-api-keys.ts'

/** The value of a filter as words: the name of a user or an API key, an action, or a day. */
export function useFilterWords(name: FilterName, value: string): string {
  const isPerson = name === 'userId' || name === 'actorId'
  const { data: keys, isLoading } = useAllApiKeys(name === 'actorId')
  const key = keys?.find(({ id }) => id === value)
  const { data: user, error } = useQuery({
    queryKey: ['user', value],
    queryFn: () => ask<typeof showUser>('GET /users/{id}', { params: { id: value } }),
    enabled: isPerson && value !== '' && !key && !isLoading,
    retry: false,
  })
  if (key) return fill(text.apiKey, { name: key.name })
  if (isPerson && problemOf(error)?.code === 'not-found') return deletedName(value)
  if (isPerson) return user?.displayName ?? text.chosenUser
  return name === 'action' ? actionLabel(value) : dayWords(value)
}
