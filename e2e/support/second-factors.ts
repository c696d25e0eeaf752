import { expect, type Page } from '@playwright/test'
import { signInByApi } from './acts.ts'
import { codeOfStep, secondsOfStep } from './oathtool.ts'

export type App = {
  /** Base32, as the app keeps it. */
  readonly secret: string
  /** The next code that wasn't used yet. It waits for one if the server would take none now. */
  code(): Promise<string>
}

/** How long a code may take to the server, in ms. */
const patience = 10_000

/**
 * An authenticator app. Each code works once, and the server takes the step before and after too.
 * The step before is left out if it would be too old once the server reads its code.
 */
export function openApp(secret: string): App {
  let used = 0
  return {
    secret,
    async code() {
      const next = () => Math.max(used + 1, stepAt(Date.now() + patience) - 1)
      await expect.poll(() => next() - stepNow(), { intervals: [500] }).toBeLessThanOrEqual(1)
      used = next()
      return codeOfStep(secret, used)
    },
  }
}

const stepAt = (time: number) => Math.floor(time / 1_000 / secondsOfStep)
const stepNow = () => stepAt(Date.now())

/** A code that is wrong now, and soon: none of the codes that the server could take. */
export async function wrongCodeOf({ secret }: App): Promise<string> {
  const steps = [-2, -1, 0, 1, 2, 3].map((from) => codeOfStep(secret, stepNow() + from))
  const right = await Promise.all(steps)
  return ['111111', '222222', '333333', '444444', '555555', '666666', '777777'].find(
    (code) => !right.includes(code),
  ) as string
}

type Factors = { readonly app: App; readonly recoveryCodes: readonly string[] }

/** Adds an app over the API, where adding isn't what is shown. The user has to be signed in. */
export async function addAppByApi(page: Page, name = 'My phone'): Promise<Factors> {
  const post = async (path: string, data: object) => {
    const headers = { origin: new URL(page.url()).origin }
    const answer = await page.request.post(`/api/v1${path}`, { data, headers })
    expect(answer.ok(), await answer.text()).toBe(true)
    return answer.json()
  }
  const { id, secret } = await post('/account/second-factors/totp', { name })
  const app = openApp(secret)
  const code = await app.code()
  const { recoveryCodes } = await post(`/account/second-factors/${id}/confirm`, { code })
  return { app, recoveryCodes }
}

/** Signs in by the API, adds an app, and forgets the session. */
export async function giveApp(page: Page, username: string, password: string): Promise<Factors> {
  await signInByApi(page, username, password)
  await page.goto('/accessibility')
  const factors = await addAppByApi(page)
  await page.context().clearCookies()
  return factors
}

/** A passkey as a laptop has it: bound to this browser, with a fingerprint that always matches. */
export async function plugInPasskey(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    /** From now on, the person cancels each question of the browser. */
    refuse: () =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
    accept: () =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true }),
    count: async () => {
      const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
      return credentials.length
    },
  }
}

export const fillAppCode = (page: Page, code: string) =>
  page.getByLabel('Code from your app').fill(code)

/** In place of the app or the passkey. */
export async function fillRecoveryCode(page: Page, code = ''): Promise<void> {
  await page.getByRole('button', { name: 'Recovery code' }).click()
  await page.getByLabel('Recovery code').fill(code)
}

/** From the own account. */
export async function openWaysToSignIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Ways to sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ways to sign in' })).toBeFocused()
}
