import type { Settings } from '@rekey/contracts/settings'

/** What decides whether a user may have a password here, and which. */
export type SignsInBy = {
  readonly signInMethod: string
  /** Whether a role of theirs holds `console.access`. */
  readonly opensConsole: boolean
}

/**
 * The console password: of a user who signs in at a provider, good for the console in a browser and
 * for nothing else. It comes into being by an administrator's mail alone, and counts only while a
 * role opens the console and the settings let passwords in.
 */
export const mayUseConsolePassword = (
  { signInMethod, opensConsole }: SignsInBy,
  { consoleSignIn }: Pick<Settings, 'consoleSignIn'>,
): boolean => signInMethod === 'sso' && opensConsole && consoleSignIn === 'any'
