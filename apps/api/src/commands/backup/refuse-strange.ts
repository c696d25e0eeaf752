import { CommandError } from '../command-error.ts'

/**
 * For a file whose sum is right, but that our backup command didn't write so. Somebody made it to
 * do harm, or changed it by hand.
 */
export function refuseStrange(why: string): never {
  throw new CommandError(`This backup isn't as Rekey writes it: ${why}. Nothing was changed.`)
}
