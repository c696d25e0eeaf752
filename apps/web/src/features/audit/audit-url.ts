import type { listAuditEvents } from '@rekey/contracts/audit'
import type { Query } from '@rekey/contracts/route'

/** The filters in the address. `from` and `to` are days in the viewer's time zone: `2026-11-01`. */
export const filterNames = ['action', 'userId', 'actorId', 'from', 'to'] as const

export type FilterName = (typeof filterNames)[number]
export type AuditView = { readonly [Name in FilterName | 'cursor']?: string | undefined }

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const day = /^\d{4}-\d{2}-\d{2}$/

/** Reads the valid parts of a mistyped address. */
export function readView(params: URLSearchParams): AuditView {
  const known = [...filterNames, 'cursor' as const].flatMap((name) => {
    const value = params.get(name)
    return value && isKnown(name, value) ? [[name, value] as const] : []
  })
  return Object.fromEntries(known)
}

function isKnown(name: keyof AuditView, value: string): boolean {
  if (name === 'userId' || name === 'actorId') return uuid.test(value)
  if (name === 'from' || name === 'to') return day.test(value) && startOf(value) !== null
  return value.length <= (name === 'action' ? 100 : 2_000)
}

export const writeView = (view: AuditView): string =>
  new URLSearchParams(
    [...filterNames, 'cursor' as const].flatMap((name) => {
      const value = view[name]
      return value ? [[name, value]] : []
    }),
  ).toString()

/** A new filter shows the first page. Undefined removes the filter. */
export function changeFilter(
  view: AuditView,
  name: FilterName,
  value: string | undefined,
): AuditView {
  return readView(new URLSearchParams(writeView({ ...view, [name]: value, cursor: undefined })))
}

/** Turns days into the instants that the API needs, with the last day in full. */
export function toQuery({ from, to, ...rest }: AuditView): Query<typeof listAuditEvents> {
  const start = from && startOf(from)
  const end = to && startOf(to, 1)
  return {
    ...rest,
    ...(start && { from: start.toISOString() }),
    ...(end && { to: end.toISOString() }),
  }
}

/** Midnight at the start of a day in the viewer's time zone. Null if the day doesn't exist. */
function startOf(date: string, daysLater = 0): Date | null {
  const [year = 0, month = 0, ofMonth = 0] = date.split('-').map(Number)
  const start = new Date(year, month - 1, ofMonth)
  if (start.getMonth() !== month - 1) return null
  return new Date(year, month - 1, ofMonth + daysLater)
}

/** `1 Nov 2026`. */
export const dayWords = (date: string): string =>
  (startOf(date) ?? new Date(date)).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
