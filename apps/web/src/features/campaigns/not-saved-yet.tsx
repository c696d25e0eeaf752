import type { Campaign } from '@rekey/contracts/reset-campaigns'
import { MailPlus } from 'lucide-react'
import { numberWords } from '../../console-kit/number-words.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { campaignUsersPath } from '../../paths.ts'
import { serverNow } from '../../server-now.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import styles from './campaign-page.module.css'
import { campaignsMessages } from './campaigns-messages.ts'

const { notSaved, remind } = campaignsMessages

/** Who has the mail but no new password yet, and a way to remind them. */
export function NotSavedYet({ of: campaign, onRemind }: { of: Campaign; onRemind: () => void }) {
  const { id, status, notSavedYet, reminders } = campaign
  if (notSavedYet === 0 || status === 'draft') return null
  const { nextAt } = reminders
  const isTooSoon = nextAt !== null && isAhead(nextAt)
  return (
    <section className={styles.card}>
      <div>
        <h2 className={styles.cardTitle}>
          {fill(notSaved.title, { count: numberWords(notSavedYet) })}
        </h2>
        <p>{notSaved.text}</p>
        <LastReminder of={campaign} />
        {isTooSoon && (
          <p>{fill(remind.next, { time: inSentence(dayAndTime(new Date(nextAt))) })}</p>
        )}
      </div>
      <div className={styles.acts}>
        {!isTooSoon && status !== 'cancelled' && (
          <Button onClick={onRemind}>
            <Icon of={MailPlus} size={18} />
            {remind.entry}
          </Button>
        )}
        <Link to={campaignUsersPath(id, 'not-saved')}>{notSaved.see}</Link>
      </div>
    </section>
  )
}

const isAhead = (at: string, now = serverNow()) => new Date(at) > now

function LastReminder({ of: { reminders } }: { of: Campaign }) {
  const { lastAt, counts } = reminders
  if (lastAt === null) return null
  const values = {
    time: inSentence(dayAndTime(new Date(lastAt))),
    delivered: numberWords(counts.accepted + counts.delivered),
    failed: numberWords(counts.refused + counts.bounced + counts.failed),
  }
  return <p>{fill(remind.last, values)}</p>
}
