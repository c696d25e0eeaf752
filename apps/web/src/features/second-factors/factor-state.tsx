import { ShieldCheck } from 'lucide-react'
import { factorDueWords } from '../../console-kit/factor-due-words.ts'
import { Banner } from '../../ui/banner.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './factors-list.module.css'
import type { OwnFactors } from './own-factors.ts'
import { secondFactorsMessages as text } from './second-factors-messages.ts'

/** Whether a second factor is on, and until when one has to be added. */
export function FactorState({ factors }: { factors: OwnFactors }) {
  const { items, isOffered, isRequired, dueAt } = factors
  if (items.length > 0) {
    return (
      <p className={styles.state}>
        <Icon of={ShieldCheck} size={20} />
        <span>
          <Say text={isRequired ? text.onRequired : text.on} />
        </span>
      </p>
    )
  }
  if (dueAt) {
    return (
      <Banner tone="warning">
        <Say text={factorDueWords(new Date(dueAt))} />
      </Banner>
    )
  }
  return <p className={styles.state}>{isOffered ? text.none : text.noneOffered}</p>
}
