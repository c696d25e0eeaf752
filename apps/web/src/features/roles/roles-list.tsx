import { ListFrame } from '../../console-kit/list-frame.tsx'
import { Pager } from '../../console-kit/pager.tsx'
import type { FoundRoles } from '../../console-kit/use-roles.ts'
import { fill } from '../../fill.ts'
import { rolesMessages as text } from './roles-messages.ts'
import { RolesTable } from './roles-table.tsx'

type Props = {
  found: FoundRoles
  cursor: string | undefined
  onGo: (cursor: string) => void
  onFollow: (linkId: string) => void
}

/** The list of roles in all its states. It is never empty, as there are built-in roles. */
export function RolesList({ found, cursor, onGo, onFollow }: Props) {
  const { roles, problem, isSettled, isFetching, again } = found
  const count = roles?.items.length ?? 0
  const isPaged = roles && (roles.prevCursor || roles.nextCursor)
  return (
    <ListFrame
      announcement={!roles && isFetching ? text.loadingList : ''}
      problem={problem && text.couldNotLoadList}
      onAgain={again}
      cursor={cursor}
      isSettled={isSettled}
      isDimmed={isFetching && roles !== undefined}
      rows={(roles || !problem) && <RolesTable roles={roles?.items ?? null} onFollow={onFollow} />}
      foot={
        isPaged && (
          <Pager
            summary={count === 1 ? text.showingOne : fill(text.showing, { count })}
            labels={{ back: text.previous, on: text.next }}
            prevCursor={roles.prevCursor}
            nextCursor={roles.nextCursor}
            onGo={onGo}
          />
        )
      }
    />
  )
}
