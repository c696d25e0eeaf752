import type { BatchUser, UserBatch } from '@rekey/contracts/user-batches'
import { type ReactNode, useState } from 'react'
import { Dialog } from '../../console-kit/dialog.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Link } from '../../ui/link.tsx'
import { batchMessages } from './batch-messages.ts'
import styles from './batch-panel.module.css'
import { countLeftOut, failureWords, whyWords } from './batch-words.ts'
import { LeftOutList } from './left-out-list.tsx'
import { MoreBatchUsers } from './more-batch-users.tsx'
import { useBatchUsers } from './use-batch-users.ts'

const text = batchMessages.result

/** The failures by name, each with the way out, and who was left out. */
export function BatchRows({ batch }: { batch: UserBatch }) {
  const { failed: count } = batch.counts
  const { list, of: failed } = useBatchUsers(batch, 'failed', { isEnabled: count > 0 })
  const leftOut = countLeftOut(batch.counts)
  if (count === 0 && leftOut === 0) return null
  return (
    <ul ref={list} className={styles.rows}>
      {failed.shown.map((each) => (
        <Failure key={each.user.id} of={each} />
      ))}
      {(failed.more || failed.problem) && (
        <li className={styles.more}>
          <MoreBatchUsers of={failed} count={count} />
        </li>
      )}
      {leftOut > 0 && <LeftOutRow batch={batch} />}
    </ul>
  )
}

const ofAddress: ReadonlySet<string | null> = new Set([
  'address-does-not-exist',
  'mailbox-disabled',
  'mailbox-full',
  'suppressed',
])

function Failure({ of: failed }: { of: BatchUser }) {
  const { id, displayName, deleted } = failed.user
  const isOfAddress = ofAddress.has(failed.reason)
  return (
    <Row
      name={<span translate="no">{displayName}</span>}
      words={failureWords(failed)}
      act={
        !deleted && (
          <Link to={isOfAddress ? userPaths.edit(id) : userPaths.overview(id)}>
            {isOfAddress ? text.correct : text.open}
          </Link>
        )
      }
    />
  )
}

function LeftOutRow({ batch }: { batch: UserBatch }) {
  const [isOpen, setOpen] = useState(false)
  const count = numberWords(countLeftOut(batch.counts))
  return (
    <Row
      name={fill(text.leftOutRow, { count })}
      words={whyWords(batch.counts)}
      act={
        <>
          <Button look="link" onClick={() => setOpen(true)}>
            {batchMessages.seeWho}
          </Button>
          {isOpen && (
            <Dialog
              title={fill(text.leftOutRow, { count })}
              onSubmit={() => setOpen(false)}
              onClose={() => setOpen(false)}
              actions={
                <Button autoFocus onClick={() => setOpen(false)}>
                  {batchMessages.close}
                </Button>
              }
            >
              <LeftOutList batch={batch} isOpen />
            </Dialog>
          )}
        </>
      }
    />
  )
}

type RowProps = { name: ReactNode; words: string; act: ReactNode }

const Row = ({ name, words, act }: RowProps) => (
  <li tabIndex={-1}>
    <span className={styles.name}>{name}</span>
    <span className={styles.words}>{words}</span>
    {act}
  </li>
)
