import styles from './strength-bar.module.css'

/** Too weak, Poor, Acceptable, Strong, Excellent. */
const strengthLevels = ['Too weak', 'Poor', 'Acceptable', 'Strong', 'Excellent'] as const

type StrengthLabel = (typeof strengthLevels)[number]

const tones: Readonly<Record<StrengthLabel, string | undefined>> = {
  'Too weak': styles.tooWeak,
  Poor: styles.poor,
  Acceptable: styles.acceptable,
  Strong: styles.strong,
  Excellent: styles.excellent,
}

export const strengthTone = (label: StrengthLabel): string => tones[label] ?? ''

/** Five teeth of a key. Screen readers skip the bar, since the word in the field says the same. */
export function StrengthBar({ label }: { label: StrengthLabel | null }) {
  const cut = label ? strengthLevels.indexOf(label) + 1 : 0
  return (
    <div className={`${styles.bar} ${label ? tones[label] : ''}`} aria-hidden="true">
      {strengthLevels.map((level, index) => (
        <span key={level} className={index < cut ? styles.on : styles.off} />
      ))}
    </div>
  )
}
