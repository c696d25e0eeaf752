import type { BatchUser, UserBatch } from '@rekey/contracts/user-batches'
import { useState } from 'react'
import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import { batchMessages as text } from './batch-messages.ts'
import styles from './batch-preview.module.css'
import { countLeftOut } from './batch-words.ts'

/** With more names than this, only so many are shown at first. */
const fewNames = 5

type Props = { batch: UserBatch; users: readonly BatchUser[]; isWhole?: boolean }

/** The names of those who are left out, each with the reason. */
export function LeftOutList({ batch, users, isWhole = false }: Props) {
  const [isOpen, setOpen] = useState(isWhole)
  const shown = isOpen || users.length <= fewNames ? users : users.slice(0, fewNames)
  const rest = countLeftOut(batch.counts) - shown.length
  const mayOpen = shown.length < users.length
  return (
    <>
      <ul className={styles.names}>
        {shown.map(({ user, reason }) => (
          <li key={user.id}>
            <span translate="no">{user.displayName}</span>
            <span className={styles.reason}>{reason && reasonWords(reason)}</span>
          </li>
        ))}
      </ul>
      {mayOpen && (
        <button type="button" className={styles.all} onClick={() => setOpen(true)}>
          {text.showAll}
        </button>
      )}
      {!mayOpen && rest > 0 && (
        <p className={styles.rest}>{fill(text.andMore, { count: numberWords(rest) })}</p>
      )}
    </>
  )
}

const isExclusion = (reason: string): reason is keyof typeof text.reasons => reason in text.reasons

const reasonWords = (reason: string): string => (isExclusion(reason) ? text.reasons[reason] : '')
