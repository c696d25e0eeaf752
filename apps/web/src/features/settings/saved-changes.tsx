import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { Changed } from './changed-settings.ts'
import styles from './saved-changes.module.css'
import { settingsMessages as text } from './settings-messages.ts'

/** Says that the settings were saved: each with its new value and the one that it had. */
export const SavedChanges = ({ of: changed }: { of: readonly Changed[] }) => (
  <>
    <Say text={text.saved} />
    {changed.length > 0 && (
      <ul className={styles.list}>
        {changed.map(({ label, value, was }) => (
          <li key={label}>{fill(text.savedLine, { label, value, was })}</li>
        ))}
      </ul>
    )}
  </>
)
