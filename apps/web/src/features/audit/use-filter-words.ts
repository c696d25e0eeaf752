import { dayWords } from '../../console-kit/days.ts'
import { auditMessages as text } from './audit-messages.ts'
import type { FilterName } from './audit-url.ts'
import { actionLabel } from './known-actions.ts'
import { usePersonWords } from './use-person-words.ts'

/** The value of a filter as words: the name of a user or an API key, an action, or a day. */
export function useFilterWords(name: FilterName, value: string): string {
  const isPerson = name === 'userId' || name === 'actorId'
  const person = usePersonWords(isPerson ? name : null, value)
  if (isPerson) return person ?? text.chosenUser
  return name === 'action' ? actionLabel(value) : dayWords(value)
}
