import type {
  cancelResetCampaign,
  remindResetCampaign,
  resumeResetCampaign,
  startResetCampaign,
} from '@rekey/contracts/reset-campaigns'
import type { Contract } from '@rekey/contracts/route'
import { Ban, type LucideIcon, Play, Send } from 'lucide-react'
import type { Result } from '../../api.ts'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { countWords } from '../../console-kit/count-words.ts'
import { numberWords } from '../../console-kit/number-words.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { CampaignDialogName, CampaignDialogProps } from './campaign-acts.tsx'
import { sharesOf } from './campaign-state.ts'
import { campaignsMessages as text } from './campaigns-messages.ts'
import { PaceDialog } from './pace-dialog.tsx'
import { useAskAnew } from './use-campaigns.ts'

/** The dialog of a chosen action, with the true number on its button. */
export function CampaignDialog({
  dialog,
  ...props
}: CampaignDialogProps & { dialog: CampaignDialogName }) {
  if (dialog === 'start') return <StartDialog {...props} />
  if (dialog === 'resume') return <ResumeDialog {...props} />
  if (dialog === 'remind') return <RemindDialog {...props} />
  if (dialog === 'pace') return <PaceDialog {...props} />
  return <CancelDialog {...props} />
}

const StartDialog = ({ campaign, ...props }: CampaignDialogProps) => (
  <SendDialog<typeof startResetCampaign>
    {...props}
    count={campaign.counts.toSend}
    words={text.start}
    icon={Send}
    send={() =>
      tell<typeof startResetCampaign>('POST /reset-campaigns/{id}/start', {
        params: { id: campaign.id },
      })
    }
  />
)

const RemindDialog = ({ campaign, ...props }: CampaignDialogProps) => (
  <SendDialog<typeof remindResetCampaign>
    {...props}
    count={campaign.notSavedYet}
    words={text.remind}
    icon={Send}
    send={() =>
      tell<typeof remindResetCampaign>('POST /reset-campaigns/{id}/remind', {
        params: { id: campaign.id },
      })
    }
  />
)

type SendProps<C extends Contract> = Omit<CampaignDialogProps, 'campaign'> & {
  count: number
  words: typeof text.start | typeof text.remind
  icon: LucideIcon
  send: () => Promise<Result<C>>
}

/** Asks before mails go out. The button with their number has the focus. */
function SendDialog<C extends Contract>({ count, words, send, onDone, ...props }: SendProps<C>) {
  const askAnew = useAskAnew()
  const verb = useVerb<C>(send, () => {
    askAnew()
    onDone(<Say text={words.done} />)
  })
  const isOne = count === 1
  const number = { count: numberWords(count) }
  return (
    <ActionDialog
      {...props}
      title={isOne ? words.titleOne : fill(words.title, number)}
      text={words.text}
      words={{ submit: isOne ? words.submitOne : fill(words.submit, number), busy: words.busy }}
      focus="submit"
      verb={verb}
    />
  )
}

/** After a failed trial, resuming needs a second look. */
function ResumeDialog({ campaign: { id, trial }, onDone, onClose }: CampaignDialogProps) {
  const askAnew = useAskAnew()
  return (
    <ConfirmDialog<typeof resumeResetCampaign>
      title={text.resume.trialTitle}
      words={{
        text: fill(text.resume.trialText, { failed: trial.failed, sent: trial.sent }),
        submit: text.resume.entry,
        busy: text.resume.busy,
      }}
      icon={Play}
      send={() =>
        tell<typeof resumeResetCampaign>('POST /reset-campaigns/{id}/resume', { params: { id } })
      }
      onDone={() => {
        askAnew()
        onDone(<Say text={text.resume.done} />)
      }}
      onClose={onClose}
    />
  )
}

function CancelDialog({ campaign, onDone, onClose }: CampaignDialogProps) {
  const { id, status } = campaign
  const askAnew = useAskAnew()
  return (
    <ConfirmDialog<typeof cancelResetCampaign>
      title={text.cancel.title}
      words={{
        text: status === 'draft' ? text.cancel.draft : unsentWords(sharesOf(campaign).queued),
        submit: text.cancel.submit,
        busy: text.cancel.busy,
      }}
      icon={Ban}
      send={() =>
        tell<typeof cancelResetCampaign>('POST /reset-campaigns/{id}/cancel', { params: { id } })
      }
      onDone={() => {
        askAnew()
        onDone(<Say text={text.cancel.done} />)
      }}
      onClose={onClose}
    />
  )
}

function unsentWords(count: number): string {
  if (count === 0) return text.cancel.none
  return countWords(count, text.cancel.one, text.cancel.many)
}
