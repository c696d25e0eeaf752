import { Time } from '../../console-kit/time.tsx'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'

/** A time inside a short phrase: `Since yesterday 13:02`. */
export const Moment = ({ at, words }: { at: string; words: `${string}{time}${string}` }) => (
  <Time at={at} words={fill(words, { time: inSentence(dayAndTime(new Date(at))) })} />
)
