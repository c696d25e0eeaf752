import type { Campaign } from '@rekey/contracts/reset-campaigns'
import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './campaign-page.module.css'
import progress from './campaign-progress.module.css'
import { campaignsMessages } from './campaigns-messages.ts'

const text = campaignsMessages.draft

/** Before the start: how many would get a mail, and how long that would take. */
export function DraftPreview({ of: campaign, onPace }: { of: Campaign; onPace: () => void }) {
  const { counts, perMinute } = campaign
  if (counts.toSend === 0) {
    return (
      <div className={styles.preview}>
        <p className={styles.willGet}>{text.none}</p>
        <p>{text.noneText}</p>
      </div>
    )
  }
  return (
    <div className={styles.preview}>
      <p className={styles.willGet}>
        {counts.toSend === 1 ? (
          <Say text={text.one} />
        ) : (
          <Say text={text.many} values={{ count: numberWords(counts.toSend) }} />
        )}
      </p>
      <p className={progress.pace}>
        {fill(text.pace, { count: numberWords(perMinute) })} ·{' '}
        {fill(text.takes, { time: timeWords(counts.toSend / perMinute) })}
        <Button look="link" onClick={onPace}>
          {campaignsMessages.pace.entry}
        </Button>
      </p>
    </div>
  )
}

/** "4 minutes", and "5 hours" from two hours on. */
function timeWords(exactMinutes: number): string {
  const minutes = Math.ceil(exactMinutes)
  if (minutes <= 1) return text.minute
  if (minutes < 120) return fill(text.minutes, { count: minutes })
  return fill(text.hours, { count: Math.ceil(minutes / 60) })
}
