import type { AuditEvent } from '@rekey/contracts/audit'
import { fill } from '../../fill.ts'
import { auditMessages as text } from './audit-messages.ts'
import { ownWord, spaced } from './own-word.ts'

type Detail = { readonly term: string; readonly value: string; readonly isCode?: boolean }

/** Ids, shown in the font of codes. */
const codes = [
  'sessionId',
  'actorId',
  'userId',
  'organizationId',
  'connectionId',
  'action',
  'callerCheckId',
  'recoveryAddressId',
  'recoveryId',
]

/** The details of an event besides its sentence. They never contain secrets. */
export function eventDetails({ id, at, action, ip, requestId, details }: AuditEvent): Detail[] {
  const facts = Object.entries(details).flatMap(([name, value]) => {
    const words = valueWords(value)
    if (words === '') return []
    return [{ term: ownWord(text.fields, name), value: words, isCode: codes.includes(name) }]
  })
  return [
    ...facts,
    ...(ip ? [{ term: text.address, value: ip, isCode: true }] : []),
    ...(requestId ? [{ term: text.request, value: requestId, isCode: true }] : []),
    { term: text.event, value: `${action}, ${id}`, isCode: true },
    { term: text.time, value: timeWords(new Date(at)) },
  ]
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(valueWords).join(', ')
  if (typeof value === 'object') return factWords(value)
  const words = typeof value === 'string' ? value : JSON.stringify(value)
  return ownWord(text.values, words)
}

const factWords = (facts: object): string =>
  Object.entries(facts)
    .map(([name, each]) => `${spaced(ownWord(text.values, name))}: ${valueWords(each) || '–'}`)
    .join(', ')

/** `21 November 2026, 14:02:07 (13:02:07 UTC)`. UTC shows its day too if it is a different one. */
function timeWords(at: Date): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const here = at.toLocaleDateString('en-GB', day)
  const there = at.toLocaleDateString('en-GB', { ...day, timeZone: 'UTC' })
  const utcTime = at.toLocaleTimeString('en-GB', { timeZone: 'UTC' })
  const utc = here === there ? utcTime : `${there}, ${utcTime}`
  return fill(text.timeValue, { local: `${here}, ${at.toLocaleTimeString('en-GB')}`, utc })
}
