import type { stopUserBatch, UserBatch } from '@rekey/contracts/user-batches'
import { useEffect, useRef } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { Status } from '../../ui/status.tsx'
import { isMailing } from './batch-actions.ts'
import { batchMessages } from './batch-messages.ts'
import styles from './batch-panel.module.css'
import { countedWords, percentOf, progressWords } from './batch-words.ts'
import { quarterOf } from './use-batches.ts'

const text = batchMessages.progress

type Props = {
  batch: UserBatch
  /** The viewer has just started it, so the focus comes here. */
  isFresh: boolean
  onStopped: (batch: UserBatch) => void
}

/** How far a batch is. It goes on when the page is left. */
export function BatchProgress({ batch, isFresh, onStopped }: Props) {
  const { action, counts } = batch
  const stop = useVerb<typeof stopUserBatch>(
    () => tell('POST /user-batches/{id}/stop', { params: { id: batch.id } }),
    onStopped,
  )
  const title = countedWords(action, 'running', counts.toDo)
  const panel = useFocusAtFirst(isFresh)
  return (
    <section ref={panel} className={styles.progress} aria-label={title}>
      <div className={styles.head}>
        <p>
          <strong>{title}</strong> · {progressWords(batch)}
        </p>
        <Button look="link" busy={stop.busy} onClick={stop.run}>
          {text.stop}
        </Button>
      </div>
      <div
        role="progressbar"
        aria-label={title}
        aria-valuenow={percentOf(counts)}
        aria-valuetext={progressWords(batch)}
        className={styles.track}
      >
        <span style={{ width: `${percentOf(counts)}%` }} />
      </div>
      <p className={styles.note}>{isMailing(action) ? text.leaveMailing : text.leave}</p>
      <Status>{quarterWords(counts)}</Status>
      <div role="alert">
        {stop.problem && <ProblemBanner problem={stop.problem} retry={stop.run} />}
      </div>
    </section>
  )
}

/** Announced at a quarter, a half and three quarters. The result announces itself. */
const quarterWords = (counts: UserBatch['counts']): string => {
  const quarter = quarterOf(counts)
  return quarter > 0 && quarter < 4 ? fill(text.quarter, { percent: quarter * 25 }) : ''
}

/** The first button of the panel gets the focus, once the dialog before it is closed. */
function useFocusAtFirst(isWanted: boolean) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!isWanted) return
    const frame = requestAnimationFrame(() =>
      panel.current?.querySelector<HTMLElement>('button')?.focus(),
    )
    return () => cancelAnimationFrame(frame)
  }, [isWanted])
  return panel
}
