/** Every permission there is. Roles hold sets of them; they add up. See `roles.ts` for the built-in sets. */
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
  'clients.forward',
] as const

export type Permission = (typeof permissions)[number]
