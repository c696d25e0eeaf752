import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import type { Installation } from './installation.ts'
import { newPassword } from './people.ts'

/** Calls the API as one of our own pages does. @returns the JSON that came */
type Call = (method: string, path: string, body?: object) => ReturnType<Response['json']>

/**
 * An administrator whom no journey knows, signed in as a browser: for what isn't shown itself. An
 * app's token would not do, since it carries nothing that only the console uses.
 */
export async function signInAdministrator(server: Installation): Promise<Call> {
  const username = `${randomUUID()}@northwind.example`
  const printed = await server.rekey('admin', 'create', username)
  const [, token] = /\/reset#(\S+)/.exec(printed) ?? []
  const [, code] = /\b(\d{6})\b/.exec(printed.replace(/\S*\/reset#\S+/, '')) ?? []
  const send = senderTo(server)
  await send('POST', '/password-resets/complete', { token, code, newPassword })
  const signedIn = await send('POST', '/sessions', { username, password: newPassword })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((set) => set.split(';', 1)[0])
    .join('; ')
  return async (method, path, body) => (await send(method, path, body, cookie)).json()
}

const senderTo =
  ({ url }: Installation) =>
  async (method: string, path: string, body?: object, cookie?: string) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        origin: url,
        ...(cookie && { cookie }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    expect(answer.ok, `${method} ${path}: ${await answer.clone().text()}`).toBe(true)
    return answer
  }
