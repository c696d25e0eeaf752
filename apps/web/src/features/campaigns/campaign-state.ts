import type { CampaignStatus, ListedCampaign } from '@rekey/contracts/reset-campaigns'
import { Ban, Check, FilePen, Pause, Send } from 'lucide-react'
import type { Shown } from '../../console-kit/message-status.ts'
import { campaignsMessages as text } from './campaigns-messages.ts'

const shown: Readonly<Record<CampaignStatus, Omit<Shown, 'words'>>> = {
  draft: { tone: 'quiet', icon: FilePen },
  running: { tone: 'quiet', icon: Send },
  paused: { tone: 'warning', icon: Pause },
  completed: { tone: 'good', icon: Check },
  cancelled: { tone: 'quiet', icon: Ban },
}

export const statusOf = ({ status }: Pick<ListedCampaign, 'status'>): Shown => ({
  ...shown[status],
  words: text.statuses[status],
})

/** The users of a campaign in the groups that its page shows. Each user is in one of them. */
export function sharesOf({ counts }: Pick<ListedCampaign, 'counts'>) {
  return {
    saved: counts.saved,
    delivered: counts.delivered,
    accepted: counts.accepted,
    delayed: counts.delayed,
    failed: counts.refused + counts.bounced + counts.failed,
    queued: counts.queued + counts.sending,
  }
}

export type Share = keyof ReturnType<typeof sharesOf>
