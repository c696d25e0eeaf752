import { signInAs } from './sign-in-with.ts'
import { createSoftwarePasskey } from './software-passkey.ts'
import { type Cookies, createUser, type NewUser, type TestApp } from './test-app.ts'
import { totpCode } from './totp-code.ts'

type Body = Record<string, unknown> & { [field: string]: unknown }

/** Sends, and reads the answer without knowing its fields. */
export async function ask(
  service: TestApp,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT',
  path: string,
  body?: object,
  cookies: Cookies = {},
) {
  const answer = await service.send(method, path, body, cookies)
  return { ...answer, body: answer.body as unknown as Body }
}

/**
 * Adds an authenticator app over HTTP, by a user who has no second factor or has just proved one.
 */
export async function addTotpTo(service: TestApp, cookies: Cookies, name = 'Phone') {
  const added = await ask(service, 'POST', '/account/second-factors/totp', { name }, cookies)
  const { id, secret } = added.body as { id: string; secret: string }
  const path = `/account/second-factors/${id}/confirm`
  const code = totpCode(secret, service.clock.now())
  const confirmed = await ask(service, 'POST', path, { code }, cookies)
  const recoveryCodes = (confirmed.body.recoveryCodes ?? []) as string[]
  /** The code that the app shows now. Advance the clock for one that wasn't used yet. */
  const show = () => totpCode(secret, service.clock.now())
  return { id, secret, recoveryCodes, show, confirmed }
}

/** Adds a passkey over HTTP. */
export async function addPasskeyTo(
  service: TestApp,
  cookies: Cookies,
  passkey = createSoftwarePasskey(),
) {
  const path = '/account/second-factors/passkeys'
  const options = await ask(service, 'POST', `${path}/options`, undefined, cookies)
  const response = passkey.create(options.body as never)
  const added = await ask(service, 'POST', path, { name: 'Laptop', response }, cookies)
  return { id: String(added.body.id), passkey, added }
}

/** A user with an authenticator app, which has a code that wasn't used yet. */
export async function createUserWithTotp(service: TestApp, given: NewUser = {}) {
  const user = await createUser(service.deps, given)
  const cookies = await signInAs(service, user.id)
  const totp = await addTotpTo(service, cookies)
  service.clock.advance(60_000)
  return { user, cookies, ...totp }
}
