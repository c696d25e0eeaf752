/**
 * The rule for new passwords, used in the browser while typing and on the server when saving. Only
 * the server can find `blocklisted`. Only its caller has the hashes and knows whether the password
 * is the current or the temporary one. It then uses `refusePassword`.
 */
import { hasSort } from './character-sorts.ts'
import { maximumLength, normalisePassword, passwordLength } from './normalise-password.ts'
import {
  blocklisted,
  missingSorts,
  type PasswordFault,
  type PasswordProblem,
  personal,
  tooLong,
  tooShort,
  tooWeak,
} from './password-faults.ts'
import { minimumLength, type PolicyName, policies } from './policies.ts'
import { type EstimateStrength, type Strength, useWords } from './strength.ts'

export interface JudgedBy {
  readonly policy: PolicyName
  /** The user's name, username and organization, and the site's own name. */
  readonly words: readonly string[]
}

export interface JudgesTools {
  readonly estimateStrength: EstimateStrength
  /**
   * The function of `personal-words.ts`, passed in so that pages load it only with the estimator.
   */
  readonly isPersonal: (password: string, words: readonly string[]) => boolean
  /** Left out in the browser. */
  readonly isBlocklisted?: (password: string) => boolean
}

export type Judgement = { readonly accepted: true; readonly strength: Strength } | Refusal

/** A refused password gets its label, one reason and one tip. */
export interface Refusal {
  readonly accepted: false
  readonly strength: Strength
  readonly problem: PasswordProblem
  readonly reason: string
  readonly tip: string
}

/** Takes the password as typed and never throws. It reports only the first fault that it finds. */
export function judgePassword(typed: string, by: JudgedBy, tools: JudgesTools): Judgement {
  const password = normalisePassword(typed)
  const strength = tools.estimateStrength(password, by.words)
  const fault =
    findFormFault(password, by.policy) ?? findContentFault(password, by, tools, strength)
  return fault ? refusePassword(fault, strength) : { accepted: true, strength }
}

export const refusePassword = (fault: PasswordFault, strength: Strength): Refusal => ({
  accepted: false,
  strength,
  ...fault,
  tip: fault.tip ?? strength.advice?.tip ?? useWords,
})

/** The reason and the tip as one sentence. */
export const refusalSentence = ({ reason, tip }: Pick<Refusal, 'reason' | 'tip'>) =>
  `${reason} ${tip}`

function findFormFault(password: string, policy: PolicyName): PasswordFault | null {
  const length = passwordLength(password)
  const { forms } = policies[policy]
  if (length > maximumLength) return tooLong(length)
  if (length < minimumLength(policy)) return tooShort(length, policy)
  const missing = forms
    .filter((form) => length >= form.minimumLength)
    .map((form) => form.sorts.filter((sort) => !hasSort(password, sort)))
  if (missing.some((sorts) => sorts.length === 0)) return null
  return missingSorts(missing.flat(), policy)
}

function findContentFault(
  password: string,
  { policy, words }: JudgedBy,
  { isBlocklisted, isPersonal }: JudgesTools,
  strength: Strength,
): PasswordFault | null {
  if (isPersonal(password, words)) return personal
  if (isBlocklisted?.(password)) return blocklisted
  return strength.score < policies[policy].minimumScore ? tooWeak(strength) : null
}
