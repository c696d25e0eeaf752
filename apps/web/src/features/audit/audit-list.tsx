import { useSearchParams } from 'react-router'
import { AuditEvents } from './audit-events.tsx'
import { auditMessages as text } from './audit-messages.ts'
import { readView } from './audit-url.ts'

/** The audit events about one user. The current page is in the address. */
export function AuditList({ userId }: { userId: string }) {
  const [params, setParams] = useSearchParams()
  const { cursor } = readView(params)
  return (
    <AuditEvents
      view={{ userId, ...(cursor && { cursor }) }}
      onGo={(to, options) => setParams(to ? { cursor: to } : {}, options)}
      empty={{ title: text.none }}
    />
  )
}
