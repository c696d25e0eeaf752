import { changeRows } from './change-rows.ts'
import type { Installation } from './installation.ts'

/** Simulates 48 hours. */
export async function expireTemporaryPasswords(
  server: Installation,
  username: string,
): Promise<void> {
  const changed = await changeRows(
    server,
    `UPDATE resets SET expires_at = now() - interval '1 second' FROM users
     WHERE users.id = resets.user_id AND username = $1 AND purpose = 'temporary'`,
    [username],
  )
  if (changed === 0) throw new Error(`${username} has no temporary password`)
}
