import { changeResetCampaign, maximumPerMinute } from '@rekey/contracts/reset-campaigns'
import { Gauge } from 'lucide-react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { NumberField } from '../../console-kit/number-field.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { CampaignDialogProps } from './campaign-acts.tsx'
import { campaignsMessages as text } from './campaigns-messages.ts'
import { useAskAnew } from './use-campaigns.ts'

/** How many mails a minute the campaign sends from now on. */
export function PaceDialog({ campaign: { id, perMinute }, onDone, onClose }: CampaignDialogProps) {
  const askAnew = useAskAnew()
  const form = useConsoleForm(changeResetCampaign, {
    first: { perMinute: String(perMinute) },
    fields: ['perMinute'],
    bodyOf: (values) => ({ perMinute: Number(values.perMinute) }),
    wordsOf: () => fill(text.form.perMinuteWrong, { most: numberWords(maximumPerMinute) }),
    send: (body) =>
      tell<typeof changeResetCampaign>('PATCH /reset-campaigns/{id}', { params: { id }, body }),
    onDone: () => {
      askAnew()
      onDone(<Say text={text.pace.done} />)
    },
  })
  return (
    <ActionDialog
      title={text.pace.title}
      words={text.pace}
      icon={Gauge}
      verb={form}
      onClose={onClose}
    >
      <NumberField
        {...form.field('perMinute')}
        label={text.form.perMinute}
        hint={fill(text.form.perMinuteHint, { most: numberWords(maximumPerMinute) })}
        unit={text.form.unit}
      />
    </ActionDialog>
  )
}
