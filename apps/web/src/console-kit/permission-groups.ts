import { isOffered, type Permission } from '@rekey/contracts/permissions'
import { fill } from '../fill.ts'
import { permissionMessages as text } from './permission-messages.ts'

export type PermissionGroup = keyof typeof text.groups

/** The permissions of each group, in the order of the screen. */
const everyGroup: Record<PermissionGroup, readonly Permission[]> = {
  users: ['users.read', 'users.write', 'users.deactivate', 'users.delete', 'users.reset-password'],
  contacts: ['contacts.read', 'contacts.write', 'contacts.reset-password', 'organizations.write'],
  records: ['messages.read', 'audit.read'],
  console: ['console.access', 'roles.write', 'settings.write', 'sso.write'],
  integrations: ['api-keys.write', 'webhooks.write', 'campaigns.write', 'clients.forward'],
}

/** The permissions of a group that a role can have. */
export const permissionsOf = (group: PermissionGroup): readonly Permission[] =>
  everyGroup[group].filter(isOffered)

export const groupNames = (Object.keys(everyGroup) as PermissionGroup[]).filter(
  (group) => permissionsOf(group).length > 0,
)

const inOrder = groupNames.flatMap(permissionsOf)

/** How many permissions are named before the rest is only counted. */
const named = 4

/** `See users, reset passwords and 2 more`: a role's permissions in one line. */
export function permissionWords(permissions: readonly Permission[]): string {
  const held = inOrder.filter((permission) => permissions.includes(permission))
  if (held.length === 0) return text.own
  if (held.length === inOrder.length) return text.everything
  const isCut = held.length > named + 1
  const words = held
    .slice(0, isCut ? named : undefined)
    .map((permission) => text.permissions[permission][0])
    .map((label, index) => (index === 0 ? label : withSmallLetter(label)))
  const last = isCut ? undefined : words.pop()
  const list = words.join(', ')
  if (isCut) return fill(text.andMore, { list, count: held.length - named })
  return list ? `${list} and ${last}` : (last ?? '')
}

const withSmallLetter = (label: string) => label.charAt(0).toLowerCase() + label.slice(1)
