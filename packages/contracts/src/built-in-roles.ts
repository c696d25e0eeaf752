import type { Kind } from './fields.ts'

/** The roles of every installation. The first migration created them with these ids. */
export const builtInRoles = {
  administrator: '00000000-0000-4000-8000-000000000001',
  communityManager: '00000000-0000-4000-8000-000000000002',
  moderator: '00000000-0000-4000-8000-000000000003',
  deviceUser: '00000000-0000-4000-8000-000000000004',
  registered: '00000000-0000-4000-8000-000000000005',
} as const

/** The role of a user if no one has chosen one. */
export const defaultRoleOf = (kind: Kind): string =>
  kind === 'device' ? builtInRoles.deviceUser : builtInRoles.registered
