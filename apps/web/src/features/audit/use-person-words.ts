import type { AuditEvent, listAuditEvents } from '@rekey/contracts/audit'
import type { showUser } from '@rekey/contracts/users'
import { useQuery } from '@tanstack/react-query'
import { ask, problemOf } from '../../console-kit/ask.ts'
import { fill } from '../../fill.ts'
import { auditMessages as text } from './audit-messages.ts'
import { useAllApiKeys } from './use-all-api-keys.ts'

/**
 * The name of a user or, for `actorId`, of an API key. A user who isn't found may be deleted, or
 * the viewer may see neither them nor the key. Only the audit log tells which, and how it calls
 * them.
 * @param name null: the filter isn't about people
 * @returns null: the name isn't known, or not yet
 */
export function usePersonWords(name: 'userId' | 'actorId' | null, id: string): string | null {
  const { data: keys, isLoading } = useAllApiKeys(name === 'actorId')
  const key = keys?.find((each) => each.id === id)
  const { data: user, error } = useQuery({
    queryKey: ['user', id],
    queryFn: () => ask<typeof showUser>('GET /users/{id}', { params: { id } }),
    enabled: name !== null && id !== '' && !key && !isLoading,
    retry: false,
  })
  const isFound = problemOf(error)?.code !== 'not-found'
  const { data: audited } = useQuery({
    queryKey: ['audit', 'person', name, id],
    queryFn: () =>
      ask<typeof listAuditEvents>('GET /audit-events', {
        query: { limit: '1', ...(name && { [name]: id }) },
      }),
    enabled: name !== null && !isFound,
  })
  if (key) return fill(text.apiKey, { name: key.name })
  return user?.displayName ?? nameIn(audited?.items[0], name)
}

type Audited = Pick<AuditEvent, 'actor' | 'user'>

function nameIn(event: Audited | undefined, name: 'userId' | 'actorId' | null): string | null {
  if (name === 'userId') return event?.user?.displayName ?? null
  const actor = event?.actor
  if (!actor) return null
  return actor.type === 'api-key'
    ? fill(text.apiKey, { name: actor.displayName })
    : actor.displayName
}
