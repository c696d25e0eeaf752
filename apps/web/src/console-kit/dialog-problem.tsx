import type { Problem } from '../api.ts'
import { ProblemBanner } from '../ui/problem-banner.tsx'

/** Within a dialog: why its act was refused. It stays open, with what was typed. */
export function DialogProblem({ problem, retry }: { problem: Problem | null; retry: () => void }) {
  return <div role="alert">{problem && <ProblemBanner problem={problem} retry={retry} />}</div>
}
