import type {
  BatchUser,
  closeUserBatch,
  retryUserBatch,
  UserBatch,
} from '@rekey/contracts/user-batches'
import { CircleCheck, RefreshCw, TriangleAlert, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import iconButton from '../../console-kit/icon-button.module.css'
import { numberWords } from '../../console-kit/number-words.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { Say } from '../../ui/say.tsx'
import { batchMessages } from './batch-messages.ts'
import styles from './batch-panel.module.css'
import { countLeftOut, doneWords, failureWords, restWords, whyWords } from './batch-words.ts'
import { LeftOutList } from './left-out-list.tsx'
import { useBatchUsers } from './use-batches.ts'

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
      <Rows batch={batch} />
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

const fewNames = 5

function Rows({ batch }: { batch: UserBatch }) {
  const [isOpen, setOpen] = useState(false)
  const failed = useBatchUsers(batch, 'failed', batch.counts.failed > 0) ?? []
  const shown = isOpen ? failed : failed.slice(0, fewNames)
  const leftOut = countLeftOut(batch.counts)
  if (shown.length === 0 && leftOut === 0) return null
  return (
    <ul className={styles.rows}>
      {shown.map((each) => (
        <Failure key={each.user.id} of={each} />
      ))}
      {failed.length > shown.length && (
        <li>
          <button type="button" className={styles.all} onClick={() => setOpen(true)}>
            {batchMessages.showAll}
          </button>
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
  const users = useBatchUsers(batch, 'left-out', isOpen)
  const count = numberWords(countLeftOut(batch.counts))
  return (
    <Row
      name={fill(text.leftOutRow, { count })}
      words={whyWords(batch.counts)}
      act={
        <>
          <button type="button" className={styles.all} onClick={() => setOpen(true)}>
            {batchMessages.seeWho}
          </button>
          {isOpen && users && (
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
              <LeftOutList {...{ batch, users }} isWhole />
            </Dialog>
          )}
        </>
      }
    />
  )
}

type RowProps = { name: ReactNode; words: string; act: ReactNode }

const Row = ({ name, words, act }: RowProps) => (
  <li>
    <span className={styles.name}>{name}</span>
    <span className={styles.words}>{words}</span>
    {act}
  </li>
)
