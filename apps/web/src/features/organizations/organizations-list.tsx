import type { ReactNode } from 'react'
import { ListFrame } from '../../console-kit/list-frame.tsx'
import { Pager } from '../../console-kit/pager.tsx'
import { RowCount } from '../../console-kit/row-count.tsx'
import { fill } from '../../fill.ts'
import { organizationsMessages as text } from './organizations-messages.ts'
import { OrganizationsTable } from './organizations-table.tsx'
import type { OrganizationsView } from './organizations-url.ts'
import type { FoundOrganizations } from './use-organizations.ts'

type Props = {
  found: FoundOrganizations
  view: OrganizationsView
  /** Shown instead of an empty table. */
  empty: ReactNode
  onShow: (view: OrganizationsView) => void
  onFollow: (linkId: string) => void
}

/** The organizations of a view, in all states of a list, with the links to more pages below. */
export function OrganizationsList({ found, view, empty, onShow, onFollow }: Props) {
  const { organizations, problem, isSettled, isFetching, again } = found
  const count = organizations?.items.length
  const isNothing = problem && !organizations
  return (
    <ListFrame
      announcement={announcement(found)}
      problem={problem && text.couldNotLoadList}
      onAgain={again}
      cursor={view.cursor}
      isSettled={isSettled}
      isDimmed={isFetching && organizations !== undefined}
      empty={count === 0 && isSettled && empty}
      rows={
        count !== 0 &&
        !isNothing && (
          <OrganizationsTable organizations={organizations?.items ?? null} onFollow={onFollow} />
        )
      }
      foot={
        organizations &&
        count !== 0 && (
          <Pager
            summary={count === 1 ? text.showingOne : fill(text.showing, { count: count ?? 0 })}
            labels={{ back: text.previous, on: text.next }}
            prevCursor={organizations.prevCursor}
            nextCursor={organizations.nextCursor}
            onGo={(cursor) => onShow({ ...view, cursor })}
          >
            <RowCount
              label={text.rows}
              value={view.limit}
              onChange={(limit) => onShow({ ...view, limit, cursor: '' })}
            />
          </Pager>
        )
      }
    />
  )
}

/** What screen readers announce when a search has its results. */
function announcement({ organizations, isSettled, isFetching }: FoundOrganizations): string {
  if (!organizations) return isFetching ? text.loadingList : ''
  if (!isSettled) return ''
  const count = organizations.items.length
  if (organizations.nextCursor) return fill(text.foundMore, { count })
  return count === 1 ? text.foundOne : fill(text.found, { count })
}
