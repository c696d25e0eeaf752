import type { User } from '@rekey/contracts/users'
import { type ReactNode, useState } from 'react'
import { useRowSelection } from '../../console-kit/row-selection.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useExport } from '../../console-kit/use-export.tsx'
import { fill } from '../../fill.ts'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { actionsFor } from './batch-actions.ts'
import { batchMessages as text } from './batch-messages.ts'
import { Batches } from './batches.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useBatches } from './use-batches.ts'
import { type Chosen, useBulk } from './use-bulk.tsx'
import type { ShownUsers } from './use-users.ts'
import type { UsersView } from './users-url.ts'

/** The most ids that one export takes. */
const idsPerExport = 100

/** Everything that the users' list offers for many users at once. */
export function useMany(view: UsersView, list: ShownUsers | undefined, isNarrow: boolean) {
  const { permissions, may } = useCaller()
  const maySelect = may('users.read')
  const { cursor: _, limit: __, sort, ids, ...filter } = view
  const selection = useRowSelection<User>(JSON.stringify({ ...filter, ids }), list?.items ?? [], {
    labelOf: ({ displayName }) => fill(text.select, { name: displayName }),
    pageLabel: text.selectPage,
  })
  const [freshId, setFreshId] = useState<string | null>(null)
  const { batches, problem, again } = useBatches(maySelect)
  const isAll = selection.ids === null
  const total = totalOf(view, list)
  const count = selection.ids?.size ?? total ?? 0
  const actions = actionsFor(permissions)
  const bulk = useBulk({
    chosen: chosenBy(selection.ids, filter),
    count,
    mayChangeRoles: maySelect && actions.includes('change-role'),
    onStarted: ({ id }) => {
      setFreshId(id)
      selection.clear()
    },
  })
  const exporting = useExport(
    '/users',
    queriesOf(selection.ids, { ...filter, sort }),
    'users',
    text,
  )
  const all = useExport('/users', { ...filter, sort, ids }, 'users', text)
  const hasBar = maySelect && !selection.isEmpty && count > 0
  const bar: ReactNode = hasBar && (
    <SelectionBar
      {...{ count, total, isAll, isNarrow, actions }}
      isTooMany={list !== undefined && list.total === null}
      isChecking={bulk.isChecking}
      problem={bulk.problem}
      onSelectAll={selection.selectAll}
      onAct={bulk.begin}
      onExport={exporting.run}
      onClear={selection.clear}
    />
  )
  return {
    selection: maySelect ? selection.table : undefined,
    hasBar,
    above: (
      <>
        <div role="alert">{problem && <ProblemBanner problem={problem} retry={again} />}</div>
        <Batches {...{ batches, freshId }} />
        {bar}
      </>
    ),
    dialog: bulk.dialog,
    /** Saves all users of the view, if there are any. Similar users don't match its filters. */
    exportAll: maySelect && !list?.similar && list?.items.length !== 0 ? all : undefined,
    notice: exporting.notice || all.notice,
  }
}

/**
 * How many can be selected together. Similar users don't match the filter that would choose them.
 */
function totalOf({ ids }: UsersView, list: ShownUsers | undefined): number | null {
  if (!list || list.similar || ids) return null
  return list.total
}

function chosenBy(ids: ReadonlySet<string> | null, filter: NonNullable<Chosen['filter']>): Chosen {
  return ids ? { userIds: [...ids] } : { filter }
}

/** Ids make an address long, so many of them are exported in several requests. */
export function queriesOf<Query extends object>(
  ids: ReadonlySet<string> | null,
  query: Query,
): readonly (Query | { ids: string })[] {
  if (!ids) return [query]
  const all = [...ids]
  const starts = Array.from({ length: Math.ceil(all.length / idsPerExport) }, (_, n) => n)
  return starts.map((n) => ({
    ids: all.slice(n * idsPerExport, (n + 1) * idsPerExport).join(','),
  }))
}
