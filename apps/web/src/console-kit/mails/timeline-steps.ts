import type { Message } from '@rekey/contracts/messages'

type Step = Message['events'][number] & {
  /** How often this step happened in a row. */
  readonly times: number
}

/**
 * The steps of a mail as people read them, oldest first. `sending` is shown only while it is in
 * progress. Consecutive delays are one step, with the time of the last delay.
 */
export function timelineSteps(events: Message['events']): Step[] {
  const steps: Step[] = []
  const told = events.filter(
    ({ status }, index) => status !== 'sending' || index === events.length - 1,
  )
  for (const event of told) {
    const before = steps.at(-1)
    const isAgain = before?.status === event.status
    if (isAgain) steps.pop()
    steps.push({ ...event, times: isAgain ? before.times + 1 : 1 })
  }
  return steps
}

/** The last answer of the mail server, word for word. */
export const lastAnswer = (events: Message['events']): string | null =>
  events.findLast(({ detail }) => detail !== null)?.detail ?? null
