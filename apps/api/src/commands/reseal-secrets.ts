import { resealClientSecrets } from '../models/client-secrets.ts'
import { CommandError } from './command-error.ts'
import { withCommandDeps } from './open-command-deps.ts'

/**
 * `rekey keys reseal`: what is kept sealed, under the key that signs. After the restarts of a
 * rotation, so that every instance knows that key; before, an instance could no longer read it.
 */
export async function resealSecrets(): Promise<void> {
  const { resealed, unreadable } = await withCommandDeps(({ db, keys }) =>
    resealClientSecrets(db, keys),
  )
  console.log(`Client secrets sealed anew: ${resealed}.`)
  if (unreadable.length === 0) return
  throw new CommandError(
    `Can't be read, enter them again: ${unreadable.join(', ')}. The key that sealed them is gone.`,
  )
}
