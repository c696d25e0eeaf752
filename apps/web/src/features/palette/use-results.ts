import type { User } from '@rekey/contracts/users'
import { UserRound } from 'lucide-react'
import { useCaller } from '../../console-kit/use-caller.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { type Entry, groupSize, matching, type Place, readTyped } from './entries.ts'
import { paletteMessages as text } from './palette-messages.ts'
import { actions, otherPages } from './places.ts'
import { useFoundUsers, useRecentUsers } from './use-found-users.ts'

/** An action on a user. */
type UserVerb = {
  /** The words before the user's name, such as "Reset password of". */
  readonly verb: string
  /** Null if the caller may not do that with this user, or it isn't possible now. */
  readonly entryFor: (user: User) => Entry | null
}

/** What the palette offers that other features know. */
export type Offers = {
  readonly sections: readonly Place[]
  readonly userVerbs: readonly UserVerb[]
  /** The kind, the organization and the status of a user in a few words. */
  readonly aboutUser: (user: User) => string
}

export type Group = { readonly title: string; readonly entries: readonly Entry[] }

/** What the typed text finds, in groups. Without text, it is where one often goes. */
export function useResults(typed: string, { sections, userVerbs, aboutUser }: Offers) {
  const { may } = useCaller()
  const read = readTyped(
    typed,
    userVerbs.map(({ verb }) => verb),
  )
  const whole = useFoundUsers(typed)
  // Not searched twice: without a verb, the person is the whole text.
  const named = useFoundUsers(read.verbs.length > 0 ? read.person : '')
  const recent = useRecentUsers()
  const people = read.person === '' && whole.users.length === 0 ? recent : named.users
  const acts = userVerbs
    .filter(({ verb }) => read.verbs.includes(verb))
    .flatMap(({ entryFor }) => people.map(entryFor))
    .filter((entry) => entry !== null)
  const users = typed.trim() === '' ? recent : unique([...whole.users, ...named.users])
  const words = read.verbs.length > 0 ? read.verbWords : read.words
  const allowed = (places: readonly Place[]) =>
    matching(
      places.filter(({ anyOf }) => may(...anyOf)),
      words,
    )
  const groups: Group[] = [
    { title: text.actions, entries: [...acts, ...allowed(actions)] },
    {
      title: typed.trim() === '' ? text.recentUsers : text.users,
      entries: users.map((user) => entryOf(user, aboutUser(user))),
    },
    { title: text.pages, entries: allowed([...sections, ...otherPages]) },
  ]
  return {
    groups: groups
      .map(({ title, entries }) => ({ title, entries: entries.slice(0, groupSize) }))
      .filter(({ entries }) => entries.length > 0),
    words: read.words,
    isSearching: whole.isSearching || named.isSearching,
    problem: whole.problem ?? named.problem,
    again: whole.problem ? whole.again : named.again,
  }
}

const unique = (users: readonly User[]) => [
  ...new Map(users.map((user) => [user.id, user])).values(),
]

const entryOf = ({ id, displayName }: User, beside: string): Entry => ({
  id: `user ${id}`,
  label: displayName,
  beside,
  icon: UserRound,
  to: userPaths.overview(id),
})
