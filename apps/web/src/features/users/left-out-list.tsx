import type { UserBatch } from '@rekey/contracts/user-batches'
import { batchMessages as text } from './batch-messages.ts'
import styles from './batch-preview.module.css'
import { countLeftOut } from './batch-words.ts'
import { MoreBatchUsers } from './more-batch-users.tsx'
import { useBatchUsers } from './use-batch-users.ts'

type Props = { batch: UserBatch; isOpen?: boolean }

/** The names of those who are left out, each with the reason. */
export function LeftOutList({ batch, isOpen = false }: Props) {
  const { list, of } = useBatchUsers(batch, 'left-out', { isOpen })
  return (
    <>
      <ul ref={list} className={styles.names}>
        {of.shown.map(({ user, reason }) => (
          <li key={user.id} tabIndex={-1}>
            <span translate="no">{user.displayName}</span>
            <span className={styles.reason}>{reason && reasonWords(reason)}</span>
          </li>
        ))}
      </ul>
      <MoreBatchUsers of={of} count={countLeftOut(batch.counts)} />
    </>
  )
}

const isExclusion = (reason: string): reason is keyof typeof text.reasons => reason in text.reasons

const reasonWords = (reason: string): string => (isExclusion(reason) ? text.reasons[reason] : '')
