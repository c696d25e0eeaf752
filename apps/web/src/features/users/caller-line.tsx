import type { User } from '@rekey/contracts/users'
import { ShieldCheck } from 'lucide-react'
import { clockTime } from '../../clock-time.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import styles from '../../console-kit/summary.module.css'
import { fill } from '../../fill.ts'
import { callerMessages as text } from './caller-messages.ts'
import { callerVerified } from './caller-verified.ts'
import { useNow } from './use-now.ts'

/** When the caller was verified, for the hour in which it counts. */
export function CallerLine({ user }: { user: User }) {
  const verified = callerVerified(user, useNow())
  if (!verified) return null
  const words = fill(text.verifiedAt, { time: clockTime(verified.at) })
  return (
    <div className={styles.line}>
      <dt>{text.caller}</dt>
      <dd>
        <StatusChip of={{ words, tone: 'good', icon: ShieldCheck }} />
        <span className={styles.note}>
          {fill(text.countsUntil, { time: clockTime(verified.until) })}
        </span>
      </dd>
    </div>
  )
}
