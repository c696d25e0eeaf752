import {
  createResetCampaign,
  defaultPerMinute,
  maximumPerMinute,
} from '@rekey/contracts/reset-campaigns'
import { listUsers } from '@rekey/contracts/users'
import { useNavigate, useSearchParams } from 'react-router'
import { call } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { LeaveGuard } from '../../console-kit/leave-guard.tsx'
import { listView } from '../../console-kit/list-view.ts'
import { useNewCampaignState } from '../../console-kit/new-campaign-state.ts'
import { numberWords } from '../../console-kit/number-words.ts'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { fill } from '../../fill.ts'
import { campaignPath, paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { CampaignFields, type CampaignValues } from './campaign-fields.tsx'
import type { CampaignArrival } from './campaign-page.tsx'
import styles from './campaigns.module.css'
import { campaignsMessages as text } from './campaigns-messages.ts'
import { useAskAnew } from './use-campaigns.ts'

/**
 * `/campaigns/new`: prepares a campaign. Its address may hold filters of the users' list, which
 * choose the users. Or the list passes on who was selected there.
 */
export default function NewCampaignPage() {
  const form = useNewCampaign()
  return (
    <ConsolePage
      heading={text.add}
      failed={form.isRefused}
      back={<BackLink to={paths.campaigns}>{text.title}</BackLink>}
      alert={<FormAlert of={form} />}
    >
      <form {...form.props} className={styles.form}>
        <CampaignFields of={form} />
        <div className={styles.bar}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.form.busy}>
            {text.form.submit}
          </Button>
          <ButtonLink to={paths.campaigns}>{text.cancelForm}</ButtonLink>
        </div>
      </form>
      <LeaveGuard isDirty={form.isUnsaved} />
    </ConsolePage>
  )
}

function useNewCampaign() {
  const askAnew = useAskAnew()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const { userIds } = useNewCampaignState()
  const { cursor: _, limit: __, sort: ___, ...filter } = listView(listUsers).read(params)
  const first: CampaignValues = {
    name: '',
    reason: '',
    filter,
    userIds: userIds?.length ? [...userIds] : null,
    method: 'usual',
    endSessions: false,
    blockCurrentPassword: false,
    perMinute: String(defaultPerMinute),
  }
  return useConsoleForm(createResetCampaign, {
    first,
    fields: ['name', 'reason', 'perMinute'],
    bodyOf,
    wordsOf: (field) => {
      if (field === 'name') return text.form.enterName
      if (field === 'reason') return text.form.enterReason
      return fill(text.form.perMinuteWrong, { most: numberWords(maximumPerMinute) })
    },
    send: (body) => call<typeof createResetCampaign>('POST /reset-campaigns', body),
    onDone: ({ id }) => {
      askAnew()
      const state: CampaignArrival = { isNew: true }
      void navigate(campaignPath(id), { state })
    },
  })
}

const bodyOf = ({ name, reason, filter, userIds, method, ...values }: CampaignValues) => ({
  ...values,
  name: name.trim(),
  reason: reason.trim(),
  ...(userIds ? { userIds } : { filter: withoutEmpty(filter) }),
  ...(method !== 'usual' && { method }),
  perMinute: Number(values.perMinute),
})

const withoutEmpty = (filter: CampaignValues['filter']) =>
  Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as typeof filter
