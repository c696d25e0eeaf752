import type { Message } from '@rekey/contracts/messages'

type Step = Message['events'][number] & {
  /** How often in a row it came to this. */
  readonly times: number
}

/**
 * The way of a mail as people read it, oldest first: `sending` only while it lasts, and delays in a
 * row as one step that is as old as the last of them.
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

/** The mail server's own words that count: the last ones. */
export const lastAnswer = (events: Message['events']): string | null =>
  events.findLast(({ detail }) => detail !== null)?.detail ?? null
