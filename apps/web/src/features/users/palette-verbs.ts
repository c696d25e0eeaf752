import type { User } from '@rekey/contracts/users'
import { Pencil } from 'lucide-react'
import { userPaths } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import type { CalledFor } from './use-act.ts'
import { mayEdit, type UserAct, userActs, type Viewer } from './user-acts.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import { userListMessages } from './user-list-messages.ts'

const text = userDetailsMessages.palette

/** In the order in which the palette shows them. */
const acts: readonly UserAct[] = [
  'reset',
  'verify-caller',
  'verify',
  'end-sessions',
  'use-password',
  'deactivate',
  'reactivate',
  'delete',
]

/** What can be done with a user, each as the words before the user's name and as an entry. */
export const userVerbs = (viewer: Viewer) => [
  ...acts.map((act) => ({
    verb: fill(text[act], { name: '' }),
    entryFor: (user: User) => actEntry(act, user, viewer),
  })),
  { verb: fill(text.edit, { name: '' }), entryFor: (user: User) => editEntry(user, viewer) },
]

function actEntry(act: UserAct, user: User, viewer: Viewer) {
  const entry = userActs(user, viewer)
    .flat()
    .find(({ id }) => id === act)
  if (!entry || entry.blocked) return null
  const state: CalledFor = { act }
  return {
    id: `${act} ${user.id}`,
    label: fill(text[act], { name: user.displayName }),
    beside: user.emailTo ?? user.username,
    icon: entry.icon,
    to: userPaths.overview(user.id),
    state,
  }
}

function editEntry(user: User, viewer: Viewer) {
  if (!mayEdit(user, viewer)) return null
  return {
    id: `edit ${user.id}`,
    label: fill(text.edit, { name: user.displayName }),
    beside: user.emailTo ?? user.username,
    icon: Pencil,
    to: userPaths.edit(user.id),
  }
}

/** "Contact, Quay Stores · Active" */
export const aboutUser = ({ kind, organization, status }: User): string =>
  `${[userListMessages.kinds[kind], organization?.name].filter(Boolean).join(', ')} · ${
    userListMessages.statuses[status]
  }`
