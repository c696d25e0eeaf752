import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { fill } from '../../fill.ts'
import { checklistMessages as text } from './checklist-messages.ts'

type StepName = 'address' | 'domain' | 'test' | 'switch-on' | 'require'
export type StepState = 'to-do' | 'done' | 'failed' | 'optional'

/** The steps of setting a provider up, in their order, with the state of each. */
export function stepsOf(connection: SsoConnection): Readonly<Record<StepName, StepState>> {
  const { addressAddedAt, domains, lastTest, enabled, required } = connection
  const isVerified = domains.some(({ provedAt }) => provedAt !== null)
  return {
    address: addressAddedAt ? 'done' : 'to-do',
    domain: isVerified ? 'done' : 'to-do',
    test: lastTest === null ? 'to-do' : lastTest.ok ? 'done' : 'failed',
    'switch-on': enabled ? 'done' : 'to-do',
    require: required ? 'done' : 'optional',
  }
}

/** The first step that needs an act. Only this one has the main button. Null: none does. */
export function nextStepOf(connection: SsoConnection): StepName | null {
  const steps = Object.entries(stepsOf(connection)) as [StepName, StepState][]
  return steps.find(([, state]) => state === 'to-do' || state === 'failed')?.[0] ?? null
}

/** `2 of 5 steps done. Next: fix the failed test.` */
export function progressWords(connection: SsoConnection): string {
  const states = Object.values(stepsOf(connection))
  const done = states.filter((state) => state === 'done').length
  const words = fill(text.progress, { done, all: states.length })
  const next = nextStepOf(connection)
  if (next === null) return done === states.length ? words : `${words} ${text.mayRequire}`
  const isFailed = stepsOf(connection)[next] === 'failed'
  return `${words} ${isFailed ? text.nextFailed : text.next[next]}`
}
