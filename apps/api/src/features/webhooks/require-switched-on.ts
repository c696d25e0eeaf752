import { Problem } from '../../http/problem.ts'

/** Nothing would be sent, so a replay would only seem to work. @throws Problem conflict */
export function requireSwitchedOn({ enabled }: { readonly enabled: boolean }): void {
  if (enabled) return
  throw new Problem('conflict', { detail: 'The webhook is off. Switch it on first.' })
}
