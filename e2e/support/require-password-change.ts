import { signInAdministrator } from './administrator.ts'
import type { Installation } from './installation.ts'

/**
 * Makes it so that a user's password opens nothing but the screen on which a new one is chosen, as
 * an administrator does: deactivates and reactivates them, over the API.
 */
export async function requirePasswordChange(server: Installation, username: string): Promise<void> {
  const call = await signInAdministrator(server)
  const found = await call('GET', `/users?${new URLSearchParams({ search: username })}`)
  const { id } = found.items.find((user: { username: string }) => user.username === username)
  await call('POST', `/users/${id}/deactivate`)
  await call('POST', `/users/${id}/reactivate`, {})
}
