/** What a check found: one line. Only a problem makes `doctor` exit with 1. */
export type Finding = {
  readonly name: string
  readonly outcome: 'ok' | 'warning' | 'problem' | 'unknown'
  readonly detail: string
}

export const ok = (name: string, detail: string): Finding => ({ name, outcome: 'ok', detail })
export const warning = (name: string, detail: string): Finding => ({
  name,
  outcome: 'warning',
  detail,
})
export const problem = (name: string, detail: string): Finding => ({
  name,
  outcome: 'problem',
  detail,
})
export const unknown = (name: string, detail: string): Finding => ({
  name,
  outcome: 'unknown',
  detail,
})

/** The first line of what went wrong. */
export const reason = (error: unknown): string => {
  const words = error instanceof Error ? error.message || error.name : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return words.trim().split('\n')[0] || code || 'no reason given'
}
