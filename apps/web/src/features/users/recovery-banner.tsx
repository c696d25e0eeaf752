import type {
  cancelFactorRecovery,
  confirmFactorRecovery,
  FactorRecovery,
} from '@rekey/contracts/factor-recoveries'
import type { User } from '@rekey/contracts/users'
import { ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { hoursWords } from '../../hours-words.ts'
import { serverNow } from '../../server-now.ts'
import { useSite } from '../../site.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Say } from '../../ui/say.tsx'
import type { ActDone } from './act-done.ts'
import { CallerState } from './caller-state.tsx'
import styles from './recover-factor.module.css'
import type { Viewer } from './user-acts.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.recoverFactor

type Props = { user: User; viewer: Viewer; onDone: (done: ActDone) => void }

/** The removal of lost second factors that waits, and what the viewer can do about it. */
export function RecoveryBanner(props: Props) {
  const { factorRecovery } = props.user
  return factorRecovery ? <Waiting {...props} recovery={factorRecovery} /> : null
}

function Waiting({ user, viewer, recovery, onDone }: Props & { recovery: FactorRecovery }) {
  const [isOpen, setOpen] = useState(false)
  const params = { id: recovery.id }
  const name = user.displayName
  const cancel = useVerb<typeof cancelFactorRecovery>(
    () => tell('DELETE /factor-recoveries/{id}', { params }),
    () => onDone({ words: <Say text={text.cancelDone} values={{ name }} /> }),
  )
  const mayAct = viewer.permissions.includes('users.reset-password')
  const isOwn = recovery.startedBy === viewer.id || user.id === viewer.id
  const acts = (
    <div className={styles.acts}>
      {!recovery.dueAt && !isOwn && <Button onClick={() => setOpen(true)}>{text.confirm}</Button>}
      <Button look="quiet" busy={cancel.busy} busyLabel={text.cancelling} onClick={cancel.run}>
        {text.cancel}
      </Button>
    </div>
  )
  return (
    <div className={styles.place}>
      <Banner tone="warning" action={mayAct && acts}>
        <What {...{ recovery, isOwn }} />
        <span className={styles.because}>
          {fill(text.because, { time: moment(recovery.startedAt), reason: recovery.reason })}
        </span>
      </Banner>
      <DialogProblem problem={cancel.problem} retry={cancel.run} />
      {isOpen && (
        <ConfirmRecovery
          {...{ user, recovery }}
          onClose={() => setOpen(false)}
          onDone={(done) => {
            setOpen(false)
            onDone(done)
          }}
        />
      )}
    </div>
  )
}

function What({ recovery: { dueAt }, isOwn }: { recovery: FactorRecovery; isOwn: boolean }) {
  if (!dueAt) return <Say text={isOwn ? text.waitingOwn : text.waiting} />
  if (isDue(dueAt)) return <Say text={text.removing} />
  return <Say text={text.confirmed} values={{ time: moment(dueAt) }} />
}

/** The job that removes them may come a little later. */
const isDue = (dueAt: string) => new Date(dueAt) <= serverNow()

type ConfirmProps = {
  user: User
  recovery: FactorRecovery
  onDone: (done: ActDone) => void
  onClose: () => void
}

/** By another administrator than the one who started it. */
function ConfirmRecovery({ user, recovery, onDone, onClose }: ConfirmProps) {
  const name = user.displayName
  const hours = hoursWords(useSite().factorRecoveryHours)
  return (
    <ConfirmDialog<typeof confirmFactorRecovery>
      title={fill(text.confirmTitle, { name })}
      words={{
        text: fill(text.confirmText, { hours }),
        submit: text.confirm,
        busy: text.confirming,
      }}
      icon={ShieldOff}
      send={() => tell('POST /factor-recoveries/{id}/confirm', { params: { id: recovery.id } })}
      onDone={() => onDone({ words: <Say text={text.confirmDone} values={{ name }} /> })}
      onClose={onClose}
    >
      <CallerState user={user} />
    </ConfirmDialog>
  )
}

/** `today 14:02` */
const moment = (at: string) => inSentence(dayAndTime(new Date(at)))
