import type { startUserBatch, UserBatch } from '@rekey/contracts/user-batches'
import { Check, CircleSlash, type LucideIcon, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { countWords } from '../../console-kit/count-words.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { hoursWords } from '../../hours-words.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { batchActions, isMailing } from './batch-actions.ts'
import { batchMessages as text } from './batch-messages.ts'
import styles from './batch-preview.module.css'
import { countedWords, countLeftOut, titleWords } from './batch-words.ts'
import { LeftOutList } from './left-out-list.tsx'

type Props = {
  batch: UserBatch
  onClose: () => void
  onStarted: (batch: UserBatch) => void
}

/** How many it is done for, and who is left out. Nothing has been done yet. */
export function BatchPreview({ batch, onClose, onStarted }: Props) {
  const { action, counts } = batch
  const verb = useVerb<typeof startUserBatch>(
    () => tell('POST /user-batches/{id}/start', { params: { id: batch.id } }),
    onStarted,
  )
  if (counts.toDo === 0) return <NobodyDialog {...{ batch, onClose }} />
  const isGrave = action === 'deactivate'
  return (
    <ActionDialog
      title={titleWords(batch)}
      text={textWords(batch)}
      words={{ submit: countedWords(action, 'submit', counts.toDo), busy: text.busy }}
      icon={isMailing(action) ? Send : batchActions[action].icon}
      verb={verb}
      focus={isGrave ? 'cancel' : 'submit'}
      isGrave={isGrave}
      role={isGrave ? 'alertdialog' : 'dialog'}
      onClose={onClose}
    >
      <div className={styles.parts}>
        <Part icon={Check} isGood>
          <p className={styles.title}>
            {fill(text.actions[action].will, { count: numberWords(counts.toDo) })}
          </p>
        </Part>
        <LeftOut batch={batch} />
      </div>
    </ActionDialog>
  )
}

const textWords = ({ action, codeHours }: UserBatch): string =>
  text.actions[action].text.replace('{time}', hoursWords(codeHours ?? 0))

type NobodyProps = Pick<Props, 'batch' | 'onClose'>

const NobodyDialog = ({ batch, onClose }: NobodyProps) => (
  <Dialog
    title={titleWords(batch)}
    onSubmit={onClose}
    onClose={onClose}
    actions={
      <Button autoFocus onClick={onClose}>
        {text.close}
      </Button>
    }
  >
    <div className={styles.parts}>
      <LeftOut batch={batch} />
    </div>
  </Dialog>
)

function LeftOut({ batch }: Pick<Props, 'batch'>) {
  const count = countLeftOut(batch.counts)
  if (count === 0) return null
  return (
    <Part icon={CircleSlash}>
      <p className={styles.title}>{countWords(count, text.leftOutOne, text.leftOut)}</p>
      <LeftOutList batch={batch} />
    </Part>
  )
}

type PartProps = { icon: LucideIcon; isGood?: boolean; children: ReactNode }

const Part = ({ icon, isGood, children }: PartProps) => (
  <div className={styles.part} data-good={isGood}>
    <Icon of={icon} size={20} />
    <div>{children}</div>
  </div>
)
