/** All permissions, including planned ones. Permissions from all of a user's roles are combined. */
export const permissions = [
  'console.access',
  'users.read',
  'users.write',
  'users.deactivate',
  'users.delete',
  'users.reset-password',
  'contacts.read',
  'contacts.write',
  'contacts.reset-password',
  'organizations.write',
  'messages.read',
  'audit.read',
  'roles.write',
  'settings.write',
  'sso.write',
  'api-keys.write',
  'webhooks.write',
  'campaigns.write',
  'clients.forward',
] as const

export type Permission = (typeof permissions)[number]

/** Sorts permissions as in the list above. Callers send them in any order. */
export const inOrder = (given: readonly Permission[]): Permission[] =>
  permissions.filter((permission) => given.includes(permission))

/**
 * Permissions that no code checks yet. They can't be offered, shown or granted, because a role with
 * one would silently gain rights when the feature arrives. The feature then deletes its line here.
 * A test says which lines can go.
 */
const coming: readonly Permission[] = []

export const isOffered = (permission: Permission): boolean => !coming.includes(permission)

/** The permissions that roles can have today. */
export const offeredPermissions: readonly Permission[] = permissions.filter(isOffered)

/**
 * Permissions for the console only, which an app's session never has. An app's token stays on a
 * phone for weeks and is copied into backups. A browser session ends after half an hour without a
 * request. So a stolen token must not change permissions (roles), sign-in (settings, SSO) or
 * automatic exports (keys, webhooks, campaigns). Apps are for reading and for helping individual
 * people. They see users, contacts, mails and the audit log, add contacts with their organizations,
 * send resets, and lock people out.
 */
const consoleOnly: readonly Permission[] = [
  'console.access',
  'roles.write',
  'settings.write',
  'sso.write',
  'api-keys.write',
  'webhooks.write',
  'campaigns.write',
  'clients.forward',
]

export const isForConsoleOnly = (permission: Permission): boolean =>
  consoleOnly.includes(permission)
