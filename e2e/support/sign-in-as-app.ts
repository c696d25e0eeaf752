import { expect } from '@playwright/test'
import type { Installation } from './installation.ts'
import { oldPassword } from './people.ts'

/** A session that an app holds. @returns its access token */
export async function signInAsApp({ url }: Installation, username: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: oldPassword, client: 'app' }),
  })
  expect(answer.status).toBe(201)
  const { accessToken } = await answer.json()
  return accessToken
}
