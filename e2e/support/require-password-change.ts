import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import type { Installation } from './installation.ts'
import { newPassword } from './people.ts'

/**
 * Makes it so that a user's password opens nothing but the screen on which a new one is chosen, as
 * an administrator does: deactivates and reactivates them, over the API, with an app's token.
 */
export async function requirePasswordChange(server: Installation, username: string): Promise<void> {
  const { call, accessToken } = await signInAdministrator(server)
  const found = await call(
    'GET',
    `/users?${new URLSearchParams({ search: username })}`,
    accessToken,
  )
  const { id } = found.items.find((user: { username: string }) => user.username === username)
  await call('POST', `/users/${id}/deactivate`, accessToken)
  await call('POST', `/users/${id}/reactivate`, accessToken, {})
}

async function signInAdministrator(server: Installation) {
  const username = `${randomUUID()}@northwind.example`
  const printed = await server.rekey('admin', 'create', username)
  const [, token] = /\/reset#(\S+)/.exec(printed) ?? []
  const [, code] = /\b(\d{6})\b/.exec(printed.replace(/\S*\/reset#\S+/, '')) ?? []
  const call = callerOf(server)
  await call('POST', '/password-resets/complete', null, { token, code, newPassword })
  const credentials = { username, password: newPassword, client: 'app' }
  const { accessToken } = await call('POST', '/sessions', null, credentials)
  return { call, accessToken: accessToken as string }
}

const callerOf =
  ({ url }: Installation) =>
  async (method: string, path: string, accessToken: string | null, body?: object) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answered = await answer.json()
    expect(answer.ok, `${method} ${path}: ${JSON.stringify(answered)}`).toBe(true)
    return answered
  }
