import type { Problem } from '../api.ts'
import { Banner } from '../ui/banner.tsx'
import { ProblemBanner } from '../ui/problem-banner.tsx'

type Props = {
  problem: Problem | null
  /** The screen's own sentence for the problem. */
  why?: string | undefined
  retry: () => void
}

/**
 * Says inside a dialog why its action was refused. The dialog stays open and keeps the typed
 * values.
 */
export function DialogProblem({ problem, why, retry }: Props) {
  return (
    <div role="alert">
      {problem && why && <Banner tone="bad">{why}</Banner>}
      {problem && !why && <ProblemBanner problem={problem} retry={retry} />}
    </div>
  )
}
