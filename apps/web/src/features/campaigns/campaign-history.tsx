import type { Campaign } from '@rekey/contracts/reset-campaigns'
import {
  Ban,
  Check,
  FilePen,
  FlaskConical,
  Gauge,
  type LucideIcon,
  MailPlus,
  Pause,
  Play,
  Send,
} from 'lucide-react'
import { clockTimeSeconds } from '../../clock-time.ts'
import styles from '../../console-kit/steps.module.css'
import { Time } from '../../console-kit/time.tsx'
import { dayOf } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { Icon } from '../../ui/icon.tsx'
import pageStyles from './campaign-page.module.css'
import { campaignsMessages } from './campaigns-messages.ts'

const text = campaignsMessages.history

type Step = Campaign['history'][number]

const icons: Readonly<Record<Step['step'], LucideIcon>> = {
  created: FilePen,
  started: Send,
  'trial-passed': FlaskConical,
  paused: Pause,
  resumed: Play,
  changed: Gauge,
  reminded: MailPlus,
  completed: Check,
  cancelled: Ban,
}

/** Who did what with a campaign, oldest first. */
export const CampaignHistory = ({ of: { history } }: { of: Campaign }) => (
  <section>
    <h2 className={pageStyles.title}>{text.title}</h2>
    <ol className={styles.steps}>
      {history.map((step, index) => (
        <li
          key={`${step.at} ${step.step}`}
          className={styles.step}
          data-tone={toneOf(step, index === history.length - 1)}
        >
          <span className={styles.node}>
            <Icon of={icons[step.step]} size={15} />
          </span>
          <span className={styles.words}>{wordsOf(step)}</span>
          <Time at={step.at} words={clockTimeSeconds(new Date(step.at))} />
          <span className={styles.details}>
            {[dayOf(new Date(step.at)), detailsOf(step)].filter(Boolean).join('. ')}
          </span>
        </li>
      ))}
    </ol>
  </section>
)

function toneOf({ step }: Step, isNewest: boolean) {
  if (step === 'paused') return 'warning'
  return isNewest ? 'newest' : undefined
}

function wordsOf({ step, by, details }: Step): string {
  const name = by?.displayName ?? campaignsMessages.somebody
  if (step === 'paused' && details.cause === 'trial') return text.pausedByTrial
  if (step === 'paused' && details.cause === 'starter') return fill(text.pausedByStarter, { name })
  return fill(text[step], { name })
}

function detailsOf({ step, details }: Step): string {
  if (step === 'changed') {
    return fill(text.pace, { before: String(details.before), after: String(details.after) })
  }
  if (step !== 'trial-passed') return ''
  return details.failed === 1
    ? text.failedOne
    : fill(text.failed, { count: String(details.failed) })
}
