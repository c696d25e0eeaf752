import type { Problem } from '../api.ts'
import { ProblemBanner } from '../ui/problem-banner.tsx'

/**
 * Says inside a dialog why its action was refused. The dialog stays open and keeps the typed
 * values.
 */
export function DialogProblem({ problem, retry }: { problem: Problem | null; retry: () => void }) {
  return <div role="alert">{problem && <ProblemBanner problem={problem} retry={retry} />}</div>
}
