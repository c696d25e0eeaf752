import type { AuditEvent } from '@rekey/contracts/audit'
import { fill } from '../../fill.ts'
import { auditMessages } from './audit-messages.ts'
import { eventSentence } from './known-actions.ts'
import { ownWord, spaced } from './own-word.ts'

export type Part =
  | { readonly words: string }
  | {
      readonly name: string
      readonly userId: string | null
      /** A deleted user has no page, but the audit log still tells of them. */
      readonly isDeleted?: boolean
    }

/** The parts of the sentence: words, and names, which are bold and may be links. */
export function eventParts(event: AuditEvent): Part[] {
  const { text } = eventSentence(event)
  return text
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .map((part) => (part.startsWith('{') ? named(part.slice(1, -1), event, text) : { words: part }))
}

/** The sentence as one string, for screen readers. */
export const eventWords = (event: AuditEvent): string =>
  eventParts(event)
    .map((part) => ('words' in part ? part.words : part.name))
    .join('')

function named(slot: string, event: AuditEvent, text: string): Part {
  const { actor, user, details } = event
  const isFirst = text.startsWith(`{${slot}}`)
  switch (slot) {
    case 'actor':
      return actor ? person(actor, isFirst) : nobody(auditMessages.somebody)
    case 'somebody':
      return actor ? person(actor, isFirst) : { words: auditMessages.somebody }
    case 'operator':
      return actor ? person(actor, isFirst) : nobody(auditMessages.operator)
    case 'user':
      return user ? affected(user, event, isFirst) : nobody(auditMessages.nobody)
    case 'times':
      return { words: timesWords(details.count) }
    case 'settings':
      return { words: settingsWords(details.after) }
    case 'rows':
      return { words: details.rows === 1 ? '1 user' : `${Number(details.rows)} users` }
    case 'name':
      return { words: String(details.name) }
    case 'domain':
      return { words: String(details.domain) }
    default:
      return { words: `the ${listWords(details.fields)}` }
  }
}

/** Events that are counted by the hour: `, 12 times in an hour`. */
const timesWords = (count: unknown) =>
  typeof count === 'number' && count > 1 ? fill(auditMessages.times, { count }) : ''

/** `: reset lifetime minutes`. The form of the settings has their labels, which may change. */
function settingsWords(after: unknown): string {
  const names = typeof after === 'object' && after ? Object.keys(after) : []
  return names.length > 0 ? `: ${listWords(names.map(spaced))}` : ''
}

const nobody = (name: string): Part => ({ name, userId: null })

/** A deleted user is only called `deleted user 7F3K`. An API key has no page. */
function person({ id, displayName, deleted, ...actor }: Person, isFirst: boolean): Part {
  if ('type' in actor && actor.type === 'api-key') {
    return nobody(fill(auditMessages.apiKey, { name: displayName }))
  }
  if (!deleted) return { name: displayName, userId: id }
  return {
    name: isFirst ? displayName.replace(/^d/, 'D') : displayName,
    userId: id,
    isDeleted: true,
  }
}

/** `Mika Ito deleted user 7F3K` says once that the user was deleted. */
function affected(user: Person, { action }: AuditEvent, isFirst: boolean): Part {
  const part = person(user, isFirst)
  if (action !== 'user.deleted' || 'words' in part) return part
  return { ...part, name: part.name.replace(/^deleted /, '') }
}

type Person = NonNullable<AuditEvent['actor'] | AuditEvent['user']>

/** `username, e-mail and kind`. */
function listWords(names: unknown): string {
  const words = (Array.isArray(names) ? names : []).map((name) =>
    ownWord(auditMessages.values, String(name)),
  )
  const last = words.pop() ?? ''
  return words.length > 0 ? `${words.join(', ')} and ${last}` : last
}
