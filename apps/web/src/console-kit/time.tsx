import { dayAndTime } from './when.ts'

/** A time in the viewer's own time zone. The tooltip shows it in UTC. */
export function Time({ at, words }: { at: string; words?: string }) {
  return (
    <time dateTime={at} title={at}>
      {words ?? dayAndTime(new Date(at))}
    </time>
  )
}
