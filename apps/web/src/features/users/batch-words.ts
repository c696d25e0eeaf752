import {
  type BatchAction,
  type BatchUser,
  batchExclusion,
  type UserBatch,
} from '@rekey/contracts/user-batches'
import { countWords } from '../../console-kit/count-words.ts'
import { messageStatusOf } from '../../console-kit/message-status.ts'
import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import { batchMessages as text } from './batch-messages.ts'

type Counts = UserBatch['counts']

type Countable = 'title' | 'submit' | 'running' | 'allDone'

/** A sentence of an action with a number, which is in the singular for one. */
export function countedWords(action: BatchAction, which: Countable, count: number): string {
  const words = text.actions[action]
  return countWords(count, words[`${which}One`], words[which])
}

/** "Send invitations to 12 users?" */
export const titleWords = ({ action, counts, role }: UserBatch): string =>
  counts.toDo === 0
    ? text.actions[action].nobody
    : countedWords(action, 'title', counts.matched).replace('{role}', role?.name ?? '')

export const countLeftOut = ({ matched, toDo }: Counts): number => matched - toDo

/** "1 is deactivated, 1 has no e-mail address." The most frequent reason comes first. */
export function whyWords({ excluded }: Counts): string {
  const reasons = batchExclusion.options.flatMap((reason) => {
    const count = excluded[reason] ?? 0
    return count > 0 ? [{ reason, count }] : []
  })
  const parts = reasons
    .toSorted((one, other) => other.count - one.count)
    .map(({ reason, count }) => countWords(count, text.whyOne[reason], text.whyMany[reason]))
  return `${parts.join(', ')}.`
}

/** "4 sent, 1 failed, 5 to go" */
export function progressWords({ action, counts }: UserBatch): string {
  const values = {
    done: numberWords(counts.done),
    failed: numberWords(counts.failed),
    rest: numberWords(counts.waiting + counts.sending),
    so: text.actions[action].so,
  }
  return counts.failed > 0
    ? fill(text.progress.numbers, values)
    : fill(text.progress.numbersWithoutFailures, values)
}

/** Of those for whom it is to be done; 100 when everybody has had their turn. */
export const percentOf = ({ toDo, done, failed }: Counts): number =>
  toDo === 0 ? 100 : Math.floor(((done + failed) / toDo) * 100)

/** "9 of 10 invitations were sent." */
export function doneWords({ action, counts: { done, toDo } }: UserBatch): string {
  if (done === toDo) return countedWords(action, 'allDone', done)
  const values = { done: numberWords(done), all: numberWords(toDo) }
  return fill(text.actions[action].done, values)
}

/** "1 failed, 2 users were left out." Empty if there is nothing to add. */
export function restWords({ counts }: UserBatch): string {
  const leftOut = countLeftOut(counts)
  const parts = [
    counts.failed > 0 && fill(text.result.failed, { count: numberWords(counts.failed) }),
    counts.stopped > 0 && countWords(counts.stopped, text.result.notDoneOne, text.result.notDone),
    leftOut > 0 && countWords(leftOut, text.result.leftOutOne, text.result.leftOut),
  ].filter((part) => part !== false)
  return parts.length > 0 ? `${parts.join(', ')}.` : ''
}

/** Why it failed for a user, and what to do. */
export function failureWords({ reason, advice, messageId }: BatchUser): string {
  const why = messageId ? mailWords(reason) : ownWords(reason)
  return advice ? `${why} ${advice}` : why
}

const isOwn = (reason: string): reason is keyof typeof text.failures => reason in text.failures

const ownWords = (reason: BatchUser['reason']): string =>
  text.failures[reason !== null && isOwn(reason) ? reason : 'could-not-be-done']

type MessageReason = Parameters<typeof messageStatusOf>[0]['reason']

const mailWords = (reason: BatchUser['reason']): string =>
  reason === 'cancelled'
    ? text.notSent
    : `${messageStatusOf({ status: 'failed', reason: reason as MessageReason }).words}.`
