import type { Campaign } from '@rekey/contracts/reset-campaigns'
import { type ReactNode, useState } from 'react'
import { useLocation, useParams } from 'react-router'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { paths } from '../../paths.ts'
import { Say } from '../../ui/say.tsx'
import { CampaignActs, type CampaignDialogName } from './campaign-acts.tsx'
import { CampaignBanner } from './campaign-banner.tsx'
import { CampaignDialog } from './campaign-dialog.tsx'
import { CampaignFacts } from './campaign-facts.tsx'
import { CampaignHistory } from './campaign-history.tsx'
import styles from './campaign-page.module.css'
import { CampaignProgress } from './campaign-progress.tsx'
import { statusOf } from './campaign-state.ts'
import { campaignsMessages as text } from './campaigns-messages.ts'
import { DraftPreview } from './draft-preview.tsx'
import { LeftOut } from './left-out.tsx'
import { NotSavedYet } from './not-saved-yet.tsx'
import { useCampaign } from './use-campaigns.ts'

/** `/campaigns/{id}`: the preview of a draft, and after that the progress. */
export default function CampaignPage() {
  const { id = '' } = useParams()
  const found = useCampaign(id)
  if (found.data) return <OneCampaign key={id} of={found.data} />
  return <LoadingPage words={text} of={found} up={up} />
}

const up = { to: paths.campaigns, back: text.title, onward: text.toList }

/** Passed to the page of a new draft. */
export type CampaignArrival = { readonly isNew: true }

function OneCampaign({ of: campaign }: { of: Campaign }) {
  const isNew = (useLocation().state as CampaignArrival | null)?.isNew === true
  const [done, setDone] = useState<ReactNode>(isNew && <Say text={text.form.created} />)
  const [dialog, setDialog] = useState<CampaignDialogName | null>(null)
  const isDraft = campaign.status === 'draft'
  const mayChange = ['draft', 'running', 'paused'].includes(campaign.status)
  return (
    <>
      <ConsolePage
        heading={campaign.name}
        isName
        back={<BackLink to={paths.campaigns}>{text.title}</BackLink>}
        beside={<StatusChip of={statusOf(campaign)} isBoxed />}
        actions={<CampaignActs of={campaign} onDone={setDone} onDialog={setDialog} />}
        notice={
          <>
            {done && (
              <DoneBanner closeLabel={text.close} onClose={() => setDone(null)}>
                {done}
              </DoneBanner>
            )}
            <CampaignBanner of={campaign} />
          </>
        }
      >
        {isDraft ? (
          <DraftPreview of={campaign} onPace={() => setDialog('pace')} />
        ) : (
          <CampaignProgress of={campaign} onPace={mayChange ? () => setDialog('pace') : null} />
        )}
        <div className={styles.columns}>
          <div className={styles.main}>
            <NotSavedYet of={campaign} onRemind={() => setDialog('remind')} />
            <LeftOut of={campaign} />
            <CampaignFacts of={campaign} />
          </div>
          <CampaignHistory of={campaign} />
        </div>
      </ConsolePage>
      {dialog && (
        <CampaignDialog
          {...{ dialog, campaign }}
          onDone={(words) => {
            setDialog(null)
            setDone(words)
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}
