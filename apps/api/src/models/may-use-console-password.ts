import type { Settings } from '@rekey/contracts/settings'
import type { User } from '../generated/prisma/client.ts'

/** The facts that decide whether a user may have a password here, and of which kind. */
export type SignsInBy = {
  readonly signInMethod: User['signInMethod']
  /** Whether one of their roles includes `console.access`. */
  readonly opensConsole: boolean
}

/**
 * The console password belongs to a user who signs in at a provider, and works only for the console
 * in a browser. Only an administrator's mail can create it. It counts only while a role opens the
 * console and the settings allow passwords for it.
 */
export const mayUseConsolePassword = (
  { signInMethod, opensConsole }: SignsInBy,
  { consoleSignIn }: Pick<Settings, 'consoleSignIn'>,
): boolean => signInMethod === 'sso' && opensConsole && consoleSignIn === 'any'
