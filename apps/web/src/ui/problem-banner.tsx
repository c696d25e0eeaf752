import type { Problem } from '../api.ts'
import { messages } from '../messages.ts'
import { problemSentence } from '../problem-sentence.ts'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'

/**
 * A problem of the whole screen. It offers a retry only if the server failed, as else none helps.
 */
export function ProblemBanner({ problem, retry }: { problem: Problem; retry: () => void }) {
  const { sentence, unreachable } = problemSentence(problem)
  return (
    <Banner tone="bad" action={unreachable && <Button onClick={retry}>{messages.tryAgain}</Button>}>
      {sentence}
    </Banner>
  )
}
