/**
 * The four password policies and their rules of form. Small and without dependencies, so that a
 * page can name the rule before any dictionary is loaded.
 */
import type { CharacterSort } from './character-sorts.ts'
import type { StrengthScore } from './strength.ts'

export type PolicyName = 'balanced' | 'letter-and-digit' | 'strict' | 'nist'

/** One way to fulfil a policy: a minimum of code points, with a character of each sort. */
interface PasswordForm {
  readonly minimumLength: number
  readonly sorts: readonly CharacterSort[]
}

interface Policy {
  /** The shortest form first. A password has to fit one of them. */
  readonly forms: readonly [PasswordForm, ...PasswordForm[]]
  readonly minimumScore: StrengthScore
  /** The sentence that states the rule in hints, refusals and settings. */
  readonly sentence: string
}

const allSorts = ['upper', 'lower', 'digit', 'symbol'] as const
const acceptable = 3

export const policies: Record<PolicyName, Policy> = {
  balanced: {
    forms: [
      { minimumLength: 10, sorts: allSorts },
      { minimumLength: 15, sorts: [] },
    ],
    minimumScore: acceptable,
    sentence:
      'Use 15 or more characters; three or four unrelated words work well. Or use 10 or more with upper and lower case, a digit and a symbol.',
  },
  'letter-and-digit': {
    forms: [{ minimumLength: 8, sorts: ['letter', 'digit'] }],
    minimumScore: 0,
    sentence: 'Use 8 or more characters with at least a letter and a digit.',
  },
  strict: {
    forms: [{ minimumLength: 12, sorts: allSorts }],
    minimumScore: acceptable,
    sentence: 'Use 12 or more characters with upper and lower case, a digit and a symbol.',
  },
  /** NIST SP 800-63B-4, 3.1.1.2: 15 characters where the password stands alone, no sorts. */
  nist: {
    forms: [{ minimumLength: 15, sorts: [] }],
    minimumScore: 0,
    sentence: 'Use 15 or more characters; three or four unrelated words work well.',
  },
}

/** The minimum length that the policy ever accepts, in code points. */
export const minimumLength = (name: PolicyName) => policies[name].forms[0].minimumLength

export const policySentence = (name: PolicyName) => policies[name].sentence
