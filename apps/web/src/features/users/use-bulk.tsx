import type { BatchAction, createUserBatch, UserBatch } from '@rekey/contracts/user-batches'
import { maximumBatchResets, maximumBatchUsers } from '@rekey/contracts/user-batches'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Problem } from '../../api.ts'
import { problemOf, queryString, tell } from '../../console-kit/ask.ts'
import type { NewCampaignState } from '../../console-kit/new-campaign-state.ts'
import { numberWords } from '../../console-kit/number-words.ts'
import { useAllRoles } from '../../console-kit/use-roles.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { batchMessages as text } from './batch-messages.ts'
import { BatchPreview } from './batch-preview.tsx'
import { BatchRoleDialog } from './batch-role-dialog.tsx'
import { countLeftOut } from './batch-words.ts'
import { batchUsersQuery } from './use-batch-users.ts'
import { type BatchBody, useShowBatch } from './use-batches.ts'

/** Which users an action is for: their ids, or the filter that they match. */
export type Chosen = Pick<BatchBody, 'userIds' | 'filter'>

type Options = {
  chosen: Chosen
  count: number
  mayChangeRoles: boolean
  /** The batch runs, so the selection has served. */
  onStarted: (batch: UserBatch) => void
}

/** The way from an action to its start: the role, if it needs one, and the preview. */
export function useBulk({ chosen, count, mayChangeRoles, onStarted }: Options) {
  const show = useShowBatch()
  const queries = useQueryClient()
  const roles = useAllRoles(mayChangeRoles)
  const [preview, setPreview] = useState<UserBatch | null>(null)
  const [isChoosingRole, setChoosingRole] = useState(false)
  const [action, setAction] = useState<BatchAction | null>(null)
  const openPreview = async (batch: UserBatch) => {
    // The names come with the dialog. If they can't be had, it says so.
    if (countLeftOut(batch.counts) > 0) {
      await queries.prefetchInfiniteQuery(batchUsersQuery(batch, 'left-out'))
    }
    setChoosingRole(false)
    setPreview(batch)
  }
  const verb = useVerb<typeof createUserBatch, BatchBody>(
    (body) => tell('POST /user-batches', { body }),
    (batch) => void openPreview(batch),
  )
  const begin = (wanted: BatchAction) => {
    setAction(wanted)
    if (wanted === 'change-role') setChoosingRole(true)
    else void verb.attempt({ action: wanted, ...chosen })
  }
  const close = () => {
    setPreview(null)
    setChoosingRole(false)
  }
  const start = (batch: UserBatch) => {
    close()
    show(batch)
    onStarted(batch)
  }
  const dialog: ReactNode = preview ? (
    <BatchPreview batch={preview} onClose={close} onStarted={start} />
  ) : (
    isChoosingRole && (
      <BatchRoleDialog
        count={count}
        roles={roles.data?.filter(({ may }) => may.assign) ?? []}
        verb={{ ...verb, problem: verb.problem ?? problemOf(roles.error) }}
        onChoose={(roleId) => void verb.attempt({ action: 'change-role', roleId, ...chosen })}
        onClose={close}
      />
    )
  )
  return {
    begin,
    dialog,
    isChecking: verb.busy && !isChoosingRole,
    problem: !isChoosingRole && verb.problem && action && (
      <Refusal problem={verb.problem} chosen={chosen} action={action} again={() => begin(action)} />
    ),
  }
}

type RefusalProps = {
  problem: Problem
  action: BatchAction
  chosen: Chosen
  again: () => void
}

/** The only request that the server refuses because of its content is one for too many users. */
function Refusal({ problem, action, chosen, again }: RefusalProps) {
  if (problem.code !== 'bad-request') return <ProblemBanner problem={problem} retry={again} />
  if (action !== 'start-resets') {
    const most = numberWords(maximumBatchUsers)
    return <Banner tone="warning">{fill(text.tooMany, { most })}</Banner>
  }
  return (
    <Banner
      tone="warning"
      action={
        <ButtonLink
          to={`${paths.newCampaign}${queryString(chosen.filter)}`}
          state={{ userIds: chosen.userIds } satisfies NewCampaignState}
        >
          {text.toCampaign}
        </ButtonLink>
      }
    >
      {fill(text.tooManyResets, { most: numberWords(maximumBatchResets) })}
    </Banner>
  )
}
