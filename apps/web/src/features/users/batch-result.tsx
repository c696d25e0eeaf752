import type { closeUserBatch, retryUserBatch, UserBatch } from '@rekey/contracts/user-batches'
import { CircleCheck, RefreshCw, TriangleAlert, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { tell } from '../../console-kit/ask.ts'
import iconButton from '../../console-kit/icon-button.module.css'
import { useVerb } from '../../console-kit/use-verb.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { Say } from '../../ui/say.tsx'
import { batchMessages } from './batch-messages.ts'
import styles from './batch-panel.module.css'
import { BatchRows } from './batch-rows.tsx'
import { doneWords, restWords } from './batch-words.ts'

const text = batchMessages.result

type Props = {
  batch: UserBatch
  /** It ended while the viewer watched. */
  sawRunning: boolean
  onRetried: (batch: UserBatch) => void
  onClosed: () => void
}

/** What came of a batch: failures by name with the way out. It stays until it is closed. */
export function BatchResult({ batch, sawRunning, onRetried, onClosed }: Props) {
  const params = { id: batch.id }
  const retry = useVerb<typeof retryUserBatch>(
    () => tell('POST /user-batches/{id}/retry', { params }),
    onRetried,
  )
  const close = useVerb<typeof closeUserBatch>(
    () => tell('POST /user-batches/{id}/close', { params }),
    onClosed,
  )
  const banner = useFocusInstead(sawRunning)
  const isGood = batch.counts.failed === 0 && batch.status === 'completed'
  const problem = retry.problem ?? close.problem
  return (
    <section ref={banner} className={styles.result} data-good={isGood}>
      <div className={styles.head}>
        <Icon of={isGood ? CircleCheck : TriangleAlert} size={20} />
        <p role="status">
          <Stopped batch={batch} /> <strong>{doneWords(batch)}</strong> {restWords(batch)}
        </p>
        {batch.counts.failed > 0 && (
          <Button
            className={styles.again}
            icon={<Icon of={RefreshCw} size={18} />}
            busy={retry.busy}
            busyLabel={text.trying}
            onClick={retry.run}
          >
            {text.tryAgain}
          </Button>
        )}
        <button
          type="button"
          className={iconButton.button}
          aria-label={batchMessages.close}
          onClick={close.run}
        >
          <Icon of={X} size={18} />
        </button>
      </div>
      <BatchRows batch={batch} />
      <div role="alert">
        {problem && (
          <ProblemBanner problem={problem} retry={retry.problem ? retry.run : close.run} />
        )}
      </div>
    </section>
  )
}

function Stopped({ batch: { status, stoppedBecause } }: { batch: UserBatch }) {
  if (status !== 'stopped') return null
  return <Say text={stoppedBecause === 'permission' ? text.lostPermission : text.stopped} />
}

/** If Stop had the focus when it went away, the first button of the result takes it. */
function useFocusInstead(isWanted: boolean) {
  const banner = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!isWanted || document.activeElement !== document.body) return
    banner.current?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true })
  }, [isWanted])
  return banner
}
