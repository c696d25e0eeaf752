import { dayAndTime } from './when.ts'

/** An instant in the viewer's own time; in UTC for whoever points at it. */
export function Time({ at, words }: { at: string; words?: string }) {
  return (
    <time dateTime={at} title={at}>
      {words ?? dayAndTime(new Date(at))}
    </time>
  )
}
