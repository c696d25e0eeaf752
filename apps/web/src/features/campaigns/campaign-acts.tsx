import type {
  Campaign,
  pauseResetCampaign,
  resumeResetCampaign,
} from '@rekey/contracts/reset-campaigns'
import { Ban, Download, Gauge, Pause, Play, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { Menu, MenuButton, type MenuEntry } from '../../console-kit/menu.tsx'
import { useExport } from '../../console-kit/use-export.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { campaignsMessages as text } from './campaigns-messages.ts'
import { useAskAnew } from './use-campaigns.ts'

export type CampaignDialogName = 'start' | 'resume' | 'cancel' | 'pace' | 'remind'

type Done = (words: ReactNode) => void

/** What each of these dialogs gets. */
export type CampaignDialogProps = { campaign: Campaign; onDone: Done; onClose: () => void }

type Props = { of: Campaign; onDone: Done; onDialog: (dialog: CampaignDialogName) => void }

/** What can be done with a campaign now. The next step comes first. */
export function CampaignActs({ of: campaign, onDone, onDialog }: Props) {
  const pause = usePause(campaign, onDone)
  const resume = useResume(campaign, onDone)
  const exporting = useExport(`/reset-campaigns/${campaign.id}/users`, {}, 'campaign', text)
  const { status, pause: why } = campaign
  const refused = pause.problem ? pause : resume
  const isTrial = why?.cause === 'trial'
  return (
    <>
      {refused.problem && <ProblemAlert problem={refused.problem} retry={refused.run} />}
      {exporting.notice}
      {status === 'draft' && campaign.mayStart && campaign.counts.toSend > 0 && (
        <Button look="primary" onClick={() => onDialog('start')}>
          <Icon of={Send} size={18} />
          {text.start.entry}
        </Button>
      )}
      {status === 'running' && (
        <Button onClick={pause.run} busy={pause.busy} busyLabel={text.pause.busy}>
          <Icon of={Pause} size={18} />
          {text.pause.entry}
        </Button>
      )}
      {status === 'paused' && (
        <Button
          look={isTrial ? 'secondary' : 'primary'}
          onClick={() => (isTrial ? onDialog('resume') : resume.run())}
          busy={resume.busy}
          busyLabel={text.resume.busy}
        >
          <Icon of={Play} size={18} />
          {text.resume.entry}
        </Button>
      )}
      <Menu
        trigger={<MenuButton>{text.moreOptions}</MenuButton>}
        label={text.moreOptions}
        groups={entriesOf(campaign)}
        onChoose={(chosen) => (chosen === 'export' ? exporting.run() : onDialog(chosen))}
      />
    </>
  )
}

function entriesOf({ status }: Campaign): MenuEntry<'export' | 'pace' | 'cancel'>[][] {
  const isOver = status === 'completed' || status === 'cancelled'
  return [
    [
      { id: 'export', label: text.export, icon: Download },
      ...(isOver ? [] : [{ id: 'pace' as const, label: text.pace.entry, icon: Gauge }]),
    ],
    isOver ? [] : [{ id: 'cancel', label: text.cancel.entry, icon: Ban, isGrave: true }],
  ]
}

function usePause({ id }: Campaign, onDone: Done) {
  const askAnew = useAskAnew()
  return useVerb<typeof pauseResetCampaign>(
    () => tell<typeof pauseResetCampaign>('POST /reset-campaigns/{id}/pause', { params: { id } }),
    () => {
      askAnew()
      onDone(<Say text={text.pause.done} />)
    },
  )
}

function useResume({ id }: Campaign, onDone: Done) {
  const askAnew = useAskAnew()
  return useVerb<typeof resumeResetCampaign>(
    () => tell<typeof resumeResetCampaign>('POST /reset-campaigns/{id}/resume', { params: { id } }),
    () => {
      askAnew()
      onDone(<Say text={text.resume.done} />)
    },
  )
}
