import { CircleAlert } from 'lucide-react'
import { clockTimeAndDay } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './conflict-summary.module.css'
import { settingsMessages } from './settings-messages.ts'
import type { Conflict } from './use-settings-form.ts'

const text = settingsMessages.conflict

/** Says that another user has saved in the meantime, what has changed, and how to continue. */
export function ConflictSummary({ conflict: { changed, by, at } }: { conflict: Conflict }) {
  return (
    <div className={styles.summary}>
      <h2 className={styles.title}>
        <Icon of={CircleAlert} size={20} />
        {text.title}
      </h2>
      <p>{by && at ? whoSaved(by, at) : text.bySomebody}</p>
      {changed.length > 0 && (
        <>
          <p>{text.now}</p>
          <ul className={styles.list}>
            {changed.map(({ label, value }) => (
              <li key={label}>{fill(text.line, { label, value })}</li>
            ))}
          </ul>
        </>
      )}
      <p>{text.next}</p>
    </div>
  )
}

const whoSaved = (name: string, at: string) =>
  fill(text.by, { name, time: clockTimeAndDay(new Date(at), serverNow()) })
