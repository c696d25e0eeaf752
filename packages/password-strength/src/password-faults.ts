/**
 * Why a password is refused: a stable code for programs, and a sentence for people in the words of
 * the screens. Only a caller with the hashes can find `sameAsCurrent` and `sameAsTemporary`.
 */
import { type CharacterSort, listSorts } from './character-sorts.ts'
import { maximumLength } from './normalise-password.ts'
import { type PolicyName, policySentence } from './policies.ts'
import type { Strength } from './strength.ts'

export type PasswordProblem =
  | 'too-long'
  | 'too-short'
  | 'missing-sorts'
  | 'personal'
  | 'blocklisted'
  | 'too-weak'
  | 'same-as-current'
  | 'same-as-temporary'

export interface PasswordFault {
  readonly problem: PasswordProblem
  readonly reason: string
  /** Left out if the tip of the strength estimate fits. */
  readonly tip?: string
}

export const tooLong = (length: number): PasswordFault => ({
  problem: 'too-long',
  reason: `Use at most ${maximumLength} characters. This one has ${length}.`,
})

export const tooShort = (length: number, policy: PolicyName): PasswordFault => ({
  problem: 'too-short',
  reason: policySentence(policy),
  tip: length === 1 ? 'This one has 1 character.' : `This one has ${length} characters.`,
})

export const missingSorts = (
  sorts: readonly CharacterSort[],
  policy: PolicyName,
): PasswordFault => ({
  problem: 'missing-sorts',
  reason: policySentence(policy),
  tip: `This one lacks ${listSorts(sorts)}.`,
})

export const personal: PasswordFault = {
  problem: 'personal',
  reason: 'Choose a password that isn’t your name, username or organization.',
}

export const blocklisted: PasswordFault = {
  problem: 'blocklisted',
  reason: 'This password has appeared in a data leak. Choose another.',
}

export const tooWeak = ({ label, advice }: Strength): PasswordFault => ({
  problem: 'too-weak',
  reason: `Choose a stronger password. This one is ${label}: ${advice?.reason ?? 'it is easy to guess.'}`,
})

export const sameAsCurrent: PasswordFault = {
  problem: 'same-as-current',
  reason: 'Choose a password you haven’t used before.',
}

export const sameAsTemporary: PasswordFault = {
  problem: 'same-as-temporary',
  reason: 'Choose a password that isn’t the temporary one.',
}
