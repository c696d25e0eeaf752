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
  const username = await administratorOf(server)
  const send = senderTo(server)
  const signedIn = await send('POST', '/sessions', { username, password: newPassword })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((set) => set.split(';', 1)[0])
    .join('; ')
  return async (method, path, body) => (await send(method, path, body, cookie)).json()
}

/** One for each server: to make one takes seconds. */
const made = new WeakMap<Installation, Promise<string>>()

function administratorOf(server: Installation): Promise<string> {
  const username = made.get(server) ?? makeAdministrator(server)
  made.set(server, username)
  return username
}

async function makeAdministrator(server: Installation): Promise<string> {
  const username = `${randomUUID()}@northwind.example`
  const printed = await server.rekey('admin', 'create', username)
  const [, token] = /\/reset#(\S+)/.exec(printed) ?? []
  const [, code] = /\b(\d{6})\b/.exec(printed.replace(/\S*\/reset#\S+/, '')) ?? []
  await senderTo(server)('POST', '/password-resets/complete', { token, code, newPassword })
  return username
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
