import type { AuditEvent } from '@rekey/contracts/audit'
import { dayOf } from '../../console-kit/when.ts'

export type Day = { readonly title: string; readonly events: readonly AuditEvent[] }

/** Groups events by day in the viewer's time zone: `Today`, `Yesterday`, `3 November`. */
export function groupByDay(events: readonly AuditEvent[], now = new Date()): Day[] {
  const days: { title: string; events: AuditEvent[] }[] = []
  for (const event of events) {
    const title = dayOf(new Date(event.at), now)
    const last = days.at(-1)
    if (last?.title === title) last.events.push(event)
    else days.push({ title, events: [event] })
  }
  return days
}
