/**
 * How strong a password is, in the words of the screens. The labels are based on zxcvbn's scores
 * 0–4 and its number of guesses.
 */
export type StrengthScore = 0 | 1 | 2 | 3 | 4
export type StrengthLabel = 'Too weak' | 'Poor' | 'Acceptable' | 'Strong' | 'Excellent'

export interface Strength {
  readonly score: StrengthScore
  readonly label: StrengthLabel
  /** Set only below Acceptable: what is weak, and what to do about it. */
  readonly advice: StrengthAdvice | null
}

export interface StrengthAdvice {
  /** Continues the sentence after "Poor – ", so it starts with a lower-case letter. */
  readonly reason: string
  readonly tip: string
}

/** `words` are the user's own: name, username, organization. They count as guessed at once. */
export type EstimateStrength = (password: string, words?: readonly string[]) => Strength

const labels = ['Too weak', 'Too weak', 'Poor', 'Acceptable', 'Strong'] as const
const excellentGuesses = 1e14

export const strengthLabel = (score: StrengthScore, guesses: number): StrengthLabel =>
  score === 4 && guesses >= excellentGuesses ? 'Excellent' : labels[score]

/** "Poor – this is a common password. Add another word." From Acceptable on, only the label. */
export const strengthSentence = ({ label, advice }: Strength) =>
  advice ? `${label} – ${advice.reason} ${advice.tip}` : label

/** The tip if adding another word wouldn't help. */
export const useWords = 'Use three or four unrelated words.'
