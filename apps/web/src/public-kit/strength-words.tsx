import type { Strength } from '@rekey/password-strength/strength'
import { messages } from '../messages.ts'
import hidden from '../ui/hidden.module.css'
import { strengthTone } from '../ui/strength-bar.tsx'
import styles from './strength-words.module.css'

/** The word inside the field, such as "Acceptable". It is left out while the field is empty. */
export function StrengthWord({ id, strength }: { id: string; strength: Strength | null }) {
  return (
    <span id={id} className={styles.word}>
      {strength && (
        <span className={strengthTone(strength.label)}>
          <span className={hidden.hidden}>{messages.setPassword.strength} </span>
          {strength.label}
        </span>
      )}
    </span>
  )
}

/** Below the bar, for passwords weaker than Acceptable: one reason and one tip. */
export function StrengthAdvice({ strength }: { strength: Strength | null }) {
  if (!strength?.advice) return null
  const { label, advice } = strength
  return (
    <p className={styles.advice}>
      <strong className={strengthTone(label)}>{label}</strong> – {advice.reason} {advice.tip}
    </p>
  )
}
