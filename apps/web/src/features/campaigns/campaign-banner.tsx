import type { Campaign } from '@rekey/contracts/reset-campaigns'
import { useCaller } from '../../console-kit/use-caller.ts'
import { campaignUsersPath } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { Link } from '../../ui/link.tsx'
import { Say } from '../../ui/say.tsx'
import { campaignsMessages as text } from './campaigns-messages.ts'

/** Why a campaign waits, and what can be done about it. */
export function CampaignBanner({ of: campaign }: { of: Campaign }) {
  const { id, status, pause, trial, startedBy } = campaign
  if (status === 'draft') return <SecondAdministrator of={campaign} />
  if (status !== 'paused') return null
  if (pause?.cause === 'trial') {
    return (
      <Banner
        tone="bad"
        action={<Link to={campaignUsersPath(id, 'not-delivered')}>{text.trial.see}</Link>}
      >
        <Say text={text.trial.failed} values={{ failed: trial.failed, sent: trial.sent }} />
      </Banner>
    )
  }
  if (pause?.cause !== 'starter') return null
  return (
    <Banner tone="warning">
      <Say text={text.starter} values={{ name: startedBy?.displayName ?? text.somebody }} />
    </Banner>
  )
}

function SecondAdministrator({
  of: { secondAdministrator, mayStart, createdBy },
}: {
  of: Campaign
}) {
  const caller = useCaller()
  if (secondAdministrator.length === 0 || createdBy === null) return null
  return (
    <Banner tone="warning">
      <strong>{text.second.title}</strong>{' '}
      {secondAdministrator.map((cause) => text.second[cause]).join(' ')}{' '}
      {createdBy.id === caller.id && text.second.mine}
      {mayStart && <Say text={text.second.theirs} values={{ name: createdBy.displayName }} />}
    </Banner>
  )
}
