/**
 * Why a password is refused: a stable code for programs and a sentence for people, in the words of
 * the screens. `sameAsCurrent` and `sameAsTemporary` are found by whoever holds the hashes.
 */
import { type CharacterSort, listSorts } from './character-sorts.ts'
import { maximumLength } from './normalise-password.ts'
import type { StrengthLabel } from './strength.ts'

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
}

export const tooLong = (length: number): PasswordFault => ({
  problem: 'too-long',
  reason: `Use at most ${maximumLength} characters. This one has ${length}.`,
})

export const tooShort = (length: number, minimumLength: number): PasswordFault => ({
  problem: 'too-short',
  reason: `Use at least ${minimumLength} characters. This one has ${length}.`,
})

/** `otherLength`: at which length the policy asks for no sorts, if there is one. */
export const missingSorts = (
  sorts: readonly CharacterSort[],
  otherLength: number | undefined,
): PasswordFault => ({
  problem: 'missing-sorts',
  reason: otherLength
    ? `Add ${listSorts(sorts)}, or use at least ${otherLength} characters`
    : `Add ${listSorts(sorts)}`,
})

export const personal: PasswordFault = {
  problem: 'personal',
  reason: 'Choose a password that is not your name, username or organization',
}

export const blocklisted: PasswordFault = {
  problem: 'blocklisted',
  reason: 'This password has appeared in a data leak. Choose another.',
}

export const tooWeak = (label: StrengthLabel): PasswordFault => ({
  problem: 'too-weak',
  reason: `Choose a stronger password. This one is ${label}; it must be at least Acceptable.`,
})

export const sameAsCurrent: PasswordFault = {
  problem: 'same-as-current',
  reason: 'Use a password that is not your old one',
}

export const sameAsTemporary: PasswordFault = {
  problem: 'same-as-temporary',
  reason: 'Choose a password that is not the temporary one',
}
