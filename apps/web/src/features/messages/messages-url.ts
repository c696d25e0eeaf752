import type { listMessages } from '@rekey/contracts/messages'
import { messageStatus, template } from '@rekey/contracts/messages'
import type { Query } from '@rekey/contracts/route'
import { rowCounts } from '../../console-kit/row-counts.ts'

type Asked = Query<typeof listMessages>

/** What the screen shows, all of it in its address. Left out: every message, 25 rows. */
export type MessagesView = { readonly [Name in keyof Asked]?: Asked[Name] | undefined }

/** In the order of the address. */
const names = [
  'search',
  'status',
  'template',
  'limit',
  'cursor',
] as const satisfies (keyof MessagesView)[]

const listed: Partial<Record<keyof MessagesView, readonly string[]>> = {
  status: messageStatus.options,
  template: template.options,
  limit: rowCounts,
}

/** A mistyped address shows what of it makes sense. */
export function readView(params: URLSearchParams): MessagesView {
  const known = names.flatMap((name) => {
    const value = params.get(name)
    const isKnown = value && (listed[name]?.includes(value) ?? true)
    return isKnown ? [[name, value] as const] : []
  })
  return Object.fromEntries(known) as MessagesView
}

/** The same view has the same address, in whatever order it came about. */
export function writeView(view: MessagesView): string {
  const given = names.flatMap((name) => {
    const value = view[name]
    return value && value !== rowCounts[0] ? [[name, value]] : []
  })
  return new URLSearchParams(given).toString()
}

/** Another search, filter or number of rows starts at the first page. */
export const changeView = (view: MessagesView, change: MessagesView): MessagesView =>
  readView(new URLSearchParams(writeView({ ...view, ...change, cursor: undefined })))

export const hasFilters = ({ status, template: kind }: MessagesView): boolean =>
  status !== undefined || kind !== undefined
