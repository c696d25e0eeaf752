import type { MessageReason } from '@rekey/contracts/messages'
import type { BatchExclusion, BatchFailure, BatchUser } from '@rekey/contracts/user-batches'
import { messageAdvice } from '../../models/message-advice.ts'

const ofBatches: Readonly<
  Record<Exclude<BatchExclusion, MessageReason> | BatchFailure, string | null>
> = {
  'user-active': null,
  'has-password': 'Send a password reset instead, if the user needs a new one.',
  'has-role': null,
  yourself: 'Ask another administrator to do this.',
  'device-user': 'Choose a role without access to the console.',
  'beyond-permissions': 'Ask an administrator who has these permissions.',
  'last-administrator': 'Make somebody else an administrator first.',
  'recent-sign-in-required': 'Sign in again, then try again.',
  'could-not-be-done': 'Try again, and ask your operator to check the log if it fails once more.',
}

/** What to do about a user for whom nothing was done. */
export const adviceFor = (reason: NonNullable<BatchUser['reason']>): string | null =>
  isOfBatches(reason) ? ofBatches[reason] : messageAdvice[reason]

const isOfBatches = (reason: string): reason is keyof typeof ofBatches => reason in ofBatches
