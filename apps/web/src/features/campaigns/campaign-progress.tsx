import type { Campaign } from '@rekey/contracts/reset-campaigns'
import { Check, FlaskConical } from 'lucide-react'
import { clockTimeAndDay } from '../../clock-time.ts'
import { Key, type KeyLook } from '../../console-kit/charts/key.tsx'
import { Bar, percentWords } from '../../console-kit/charts/share-bar.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import { campaignUsersPath } from '../../paths.ts'
import { serverNow } from '../../server-now.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './campaign-progress.module.css'
import { type Share, sharesOf } from './campaign-state.ts'
import { campaignsMessages } from './campaigns-messages.ts'

const text = campaignsMessages.progress

/** Which users each share stands for, in the words of their list. */
const outcomeOf: Readonly<Record<Share, string>> = {
  saved: 'saved',
  delivered: 'delivered',
  accepted: 'accepted',
  delayed: 'delayed',
  failed: 'not-delivered',
  queued: 'queued',
}

/** Colour never speaks alone: the bars differ in hatch and outline too. */
const looks: Readonly<Record<Share, KeyLook>> = {
  saved: 'accent',
  delivered: 'plain',
  accepted: 'pale',
  delayed: 'warn',
  failed: 'bad',
  queued: 'open',
}

const order: readonly Share[] = ['saved', 'delivered', 'accepted', 'delayed', 'failed', 'queued']

type Props = { of: Campaign; onPace: (() => void) | null }

/** How far a campaign is: each user counts once, at the furthest step. */
export function CampaignProgress({ of: campaign, onPace }: Props) {
  const { queued, ...left } = sharesOf(campaign)
  const shares = { ...left, queued }
  const all = campaign.counts.toSend
  // Mails that were cancelled are neither sent nor queued.
  const sent = Object.values(left).reduce((sum, count) => sum + count, 0)
  // Delays are rare. A line for none of them would only be noise.
  const shown = order.filter((share) => share !== 'delayed' || shares.delayed > 0)
  return (
    <section className={styles.progress}>
      <div className={styles.head}>
        <p className={styles.sent}>
          <Say text={text.sent} values={{ sent: numberWords(sent), all: numberWords(all) }} />
        </p>
        <Pace {...{ campaign, onPace }} />
      </div>
      <Bar
        shares={shown.map((share) => ({
          look: looks[share],
          words: text[share],
          count: shares[share],
        }))}
      />
      <ul className={styles.shares}>
        {shown.map((share) => (
          <li key={share}>
            <Key look={looks[share]} />
            <span className={styles.label}>{text[share]}</span>
            <Link className={styles.count} to={campaignUsersPath(campaign.id, outcomeOf[share])}>
              {numberWords(shares[share])}
            </Link>
            <span className={styles.percent}>{percentWords(shares[share], all)}</span>
          </li>
        ))}
      </ul>
      <Trial of={campaign} />
    </section>
  )
}

function Pace({ campaign, onPace }: { campaign: Campaign; onPace: (() => void) | null }) {
  const { perMinute, expectedEndAt } = campaign
  const pace = fill(campaignsMessages.draft.pace, { count: numberWords(perMinute) })
  const until = expectedEndAt && endWords(expectedEndAt)
  return (
    <p className={styles.pace}>
      {until ? `${pace} · ${fill(text.done, { time: until })}` : pace}
      {onPace && (
        <Button look="link" onClick={onPace}>
          {campaignsMessages.pace.entry}
        </Button>
      )}
    </p>
  )
}

const endWords = (at: string, now = serverNow()) => clockTimeAndDay(new Date(at), now)

/** How the first mails went. A failed trial stands in the banner above instead. */
function Trial({ of: { trial, history } }: { of: Campaign }) {
  const { outcome, ...numbers } = trial
  if (outcome === 'failed' || numbers.size === 0) return null
  const overruled = history.findLast(({ step }) => step === 'resumed')?.by?.displayName
  const values = { ...numbers, name: overruled ?? campaignsMessages.somebody }
  return (
    <p className={styles.trial} data-outcome={outcome}>
      <Icon of={outcome === 'passed' ? Check : FlaskConical} size={18} />
      {fill(campaignsMessages.trial[outcome], values)}
    </p>
  )
}
