// Playwright reads from its pattern what a fixture needs, were it nothing.
/* oxlint-disable no-empty-pattern */
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { signInAdministrator } from './administrator.ts'
import { test as base, expect } from './journey.ts'
import { openProviders, type Providers } from './providers.ts'

/** One pair for all journeys of a worker: each signs in with addresses of its own domain. */
type OfWorker = { providers: Providers }

type OfJourney = {
  /** A domain of this journey alone: others' names lead nowhere new. */
  domain: string
  /** Over the API and the operator's command, where setting it up isn't what is shown: it is on. */
  connect: (protocol: 'oidc' | 'saml', name: string, itsDomain?: string) => Promise<SsoConnection>
}

/** As `test` of every journey, with identity providers that browsers may go to. */
export const test = base.extend<OfJourney, OfWorker>({
  providers: [
    async ({ server }, use) => {
      const providers = await openProviders(server.url)
      await use(providers)
      await providers.close()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  elsewhere: async ({ providers: { oidc, saml } }, use) => use([oidc.issuer, saml.issuer]),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for the pattern.
  domain: async ({}, use) => use(`${randomUUID().slice(0, 8)}.example`),
  connect: async ({ server, providers, domain }, use) => {
    await use(async (protocol, name, itsDomain = domain) => {
      const call = await signInAdministrator(server)
      const body = {
        protocol,
        name,
        resetUrl: `https://reset.${itsDomain}`,
        ...fieldsOf(providers)[protocol],
      }
      const { id } = await call('POST', '/sso-connections', body)
      await server.rekey('sso', 'prove-domain', id, itsDomain)
      return call('PATCH', `/sso-connections/${id}`, { enabled: true })
    })
  },
})

export const fieldsOf = ({ oidc, saml }: Providers) => ({
  oidc,
  saml: {
    issuer: saml.issuer,
    signInUrl: saml.signInUrl,
    certificates: [saml.certificate],
  },
})

/** On the sign-in page: the name leads to its provider. */
export async function continueWith(page: Page, name: string, username: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Username').press('Tab')
  await page.getByRole('link', { name: `Continue with ${name}` }).click()
}

/** On the provider's own page. */
export async function signInThere(page: Page, email: string, name = 'Jane Doe'): Promise<void> {
  await expect(page.getByRole('heading', { name: /^Test provider/ })).toBeVisible()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Users of a provider can ask for a password field of ours. */
export async function insistOnPassword(page: Page, username: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Username').press('Tab')
  await page.getByRole('button', { name: 'Use a password instead' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
}

export { expect }
