import type {
  BatchAction,
  BatchUser,
  createUserBatch,
  listBatchUsers,
  UserBatch,
} from '@rekey/contracts/user-batches'
import { maximumBatchResets, maximumBatchUsers } from '@rekey/contracts/user-batches'
import { type ReactNode, useState } from 'react'
import type { Problem } from '../../api.ts'
import { ask, queryString, tell } from '../../console-kit/ask.ts'
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
import { type BatchBody, useShowBatch } from './use-batches.ts'

type Preview = { readonly batch: UserBatch; readonly leftOut: readonly BatchUser[] }

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
  const { data: roles } = useAllRoles(mayChangeRoles)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [isChoosingRole, setChoosingRole] = useState(false)
  const [action, setAction] = useState<BatchAction | null>(null)
  const openPreview = async (batch: UserBatch) => {
    const leftOut = await findLeftOut(batch)
    setChoosingRole(false)
    setPreview({ batch, leftOut })
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
    <BatchPreview {...preview} onClose={close} onStarted={start} />
  ) : (
    isChoosingRole && (
      <BatchRoleDialog
        count={count}
        roles={roles?.filter(({ may }) => may.assign) ?? []}
        verb={verb}
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
      <Refusal
        problem={verb.problem}
        filter={chosen.filter}
        action={action}
        again={() => begin(action)}
      />
    ),
  }
}

/** Without names the preview still says how many are left out. */
const findLeftOut = async ({ id, counts }: UserBatch): Promise<readonly BatchUser[]> => {
  if (counts.toDo === counts.matched) return []
  const query = { outcome: 'left-out', limit: '100' } as const
  const page = await ask<typeof listBatchUsers>('GET /user-batches/{id}/users', {
    params: { id },
    query,
  }).catch(() => null)
  return page?.items ?? []
}

type RefusalProps = {
  problem: Problem
  action: BatchAction
  filter: Chosen['filter']
  again: () => void
}

/** The only request that the server refuses because of its content is one for too many users. */
function Refusal({ problem, action, filter = {}, again }: RefusalProps) {
  if (problem.code !== 'bad-request') return <ProblemBanner problem={problem} retry={again} />
  if (action !== 'start-resets') {
    const most = numberWords(maximumBatchUsers)
    return <Banner tone="warning">{fill(text.tooMany, { most })}</Banner>
  }
  return (
    <Banner
      tone="warning"
      action={
        <ButtonLink to={`${paths.newCampaign}${queryString(filter)}`}>{text.toCampaign}</ButtonLink>
      }
    >
      {fill(text.tooManyResets, { most: numberWords(maximumBatchResets) })}
    </Banner>
  )
}
