/** Every permission there is or will be. Roles hold sets of them; they add up. */
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

/**
 * Permissions that nothing checks yet. Nobody is offered them, shown them or given them, since a
 * role that holds one would gain rights on the day that its feature comes. That feature deletes its
 * line here, and a test tells which lines may go.
 */
const coming: readonly Permission[] = [
  'api-keys.write',
  'webhooks.write',
  'campaigns.write',
  'clients.forward',
]

export const isOffered = (permission: Permission): boolean => !coming.includes(permission)

/** What roles can hold today. */
export const offeredPermissions: readonly Permission[] = permissions.filter(isOffered)

/**
 * Permissions for the console alone: an app's session never carries them. An app's token lies on a
 * phone for weeks and is copied with its backups, while a browser session ends after half an hour
 * without a call. So a stolen token must not change who may do what (roles), how everybody signs in
 * (settings, SSO) or what leaves here by itself (keys, webhooks, campaigns). Reading, and helping
 * single people, is what apps are for: they see users, contacts, mails and the audit log, add
 * contacts with their organizations, send resets, and shut people out.
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
