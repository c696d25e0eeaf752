import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import type { Installation } from './installation.ts'
import { newPassword } from './people.ts'

/** An administrator whom no journey knows, with an app's token: for what isn't shown itself. */
export async function signInAdministrator(server: Installation) {
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
