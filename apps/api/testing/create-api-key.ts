import type { Permission } from '@rekey/contracts/permissions'
import type { SignedIn } from './sign-in-with.ts'
import { signInWith } from './sign-in-with.ts'
import type { TestApp } from './test-app.ts'

type Headers = Record<string, string>

/** An API key with these scopes, its user, and a function that calls with it. */
export async function createApiKey(service: TestApp, scopes: readonly Permission[], by?: SignedIn) {
  const maker = by ?? (await signInWith(service, ['api-keys.write', ...scopes]))
  const body = { name: 'Shop', scopes }
  const created = await service.send('POST', '/api-keys', body, maker.cookies)
  const { id, key } = created.body as unknown as { id: string; key: string }
  return { id, key, maker, call: callerWith(service, key) }
}

/** Calls as a program does: with the key, and with JSON. */
export const callerWith =
  ({ app }: Pick<TestApp, 'app'>, key: string) =>
  async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Headers = {},
  ) => {
    const response = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(body !== undefined && { payload: body as object }),
    })
    return {
      status: response.statusCode,
      headers: response.headers,
      body: JSON.parse(response.body || 'null'),
    }
  }
