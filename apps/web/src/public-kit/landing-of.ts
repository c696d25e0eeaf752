import { paths } from '../paths.ts'
import type { CurrentSession } from './use-session.ts'

/** Where a user goes after signing in: the console if they may open it, or their own account. */
export const landingOf = ({ permissions }: Pick<CurrentSession['user'], 'permissions'>): string =>
  permissions.includes('console.access') ? paths.overview : paths.account
