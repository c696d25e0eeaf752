import { paths } from '../paths.ts'
import type { CurrentSession } from './use-session.ts'

/** Where a user goes on after signing in: to the console who may open it, else to the own account. */
export const landingOf = ({ permissions }: Pick<CurrentSession['user'], 'permissions'>): string =>
  permissions.includes('console.access') ? paths.users : paths.account
