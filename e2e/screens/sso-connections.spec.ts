import { choose, openConsole, signInAsAdministrator } from '../support/acts.ts'
import { failedConnection, oktaConnection, samlConnection } from '../support/example-connection.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { showList } from '../support/show-list.ts'

const list = /\/api\/v1\/sso-connections(\?.*)?$/
const one = /\/api\/v1\/sso-connections\/[\w-]+$/
const path = `/sso-connections/${oktaConnection.id}`

const readProvider = {
  entityId: 'urn:northwind:first',
  signInUrl: 'https://login.northwind.example/saml2/post',
  binding: 'post',
  certificates: samlConnection.certificates,
  refusedCertificates: ['is expired'],
  validUntil: '2020-01-02T00:00:00.000Z',
  isExpired: true,
  wantsSignedRequests: true,
}

/** Two providers, of which the first has everything that can be said of one. */
const federation = {
  isSigned: true,
  providers: [readProvider, { ...readProvider, entityId: 'urn:northwind:second' }],
}

const refusal = (status: number, problem: object) => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ status, ...problem }),
})

test('identity providers: first load, none, some, away', async ({ page }) => {
  await openConsole(page)
  await page.route(list, () => {})
  await page.getByRole('link', { name: 'SSO' }).click()
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'true')
  await look(page, 'sso-loading')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await showList(page, list, [])
  await page.reload()
  await expect(page.getByText('No providers yet')).toBeVisible()
  await look(page, 'sso-none')
  await page.unrouteAll()
  const never = {
    ...oktaConnection,
    id: 'third',
    name: 'Google Workspace',
    domains: [],
    userCount: 0,
  }
  await showList(page, list, [samlConnection, oktaConnection, { ...never, lastTest: null }])
  await page.reload()
  await expect(page.getByRole('link', { name: 'Okta' })).toBeVisible()
  await look(page, 'sso-list')
  await page.unrouteAll()
  await page.route(list, (route) => route.abort())
  await page.reload()
  await expect(page.getByText('Could not load the providers.')).toBeVisible()
  await look(page, 'sso-list-away')
})

test('adding a provider, of either protocol, with what is wrong', async ({ page }) => {
  await signInAsAdministrator(page)
  await page.goto('/sso-connections/new')
  await expect(page.getByLabel('Issuer')).toBeVisible()
  await look(page, 'sso-add-oidc')
  await page.getByRole('button', { name: 'Add the provider' }).click()
  await expect(page.getByRole('link', { name: 'Enter the client id' })).toBeVisible()
  await look(page, 'sso-add-oidc-errors')
  await page.getByRole('radio', { name: /SAML 2\.0/ }).check({ force: true })
  await page.getByLabel('Signing certificate').fill('no certificate')
  await page.getByLabel('Sign-in address').fill('http://other.example')
  await page.getByRole('button', { name: 'Add the provider' }).click()
  await expect(page.getByRole('link', { name: /must begin with https/ })).toBeVisible()
  await look(page, 'sso-add-saml-errors')
  await page.getByRole('button', { name: 'Read from metadata' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Read from metadata' }).click()
  await expect(dialog.getByText('Enter an address or XML')).toBeVisible()
  await dialog.getByLabel('Address or XML').fill('https://10.0.0.1/metadata')
  await dialog.getByRole('button', { name: 'Read from metadata' }).click()
  await expect(dialog.getByText(/^The address must be a public one/)).toBeVisible()
  await look(page, 'sso-metadata-refused')
  await page.route('**/read-metadata', (route) => route.fulfill({ json: federation }))
  await dialog.getByLabel('Address or XML').fill('<EntitiesDescriptor/>')
  await dialog.getByRole('button', { name: 'Read from metadata' }).click()
  await expect(page.getByRole('region', { name: 'Read from metadata' })).toBeVisible()
  await expect(page.getByLabel('Entity id of the provider')).toHaveValue('urn:northwind:first')
  await look(page, 'sso-metadata-read')
})

test('an OpenID Connect provider: as set up, its dialogs, refused, edited', async ({ page }) => {
  await openConsole(page)
  await page.route(one, (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: oktaConnection })
      : route.fulfill(refusal(409, { code: 'last-administrator' })),
  )
  await page.goto(path)
  await expect(page.getByRole('heading', { name: 'Okta', level: 1 })).toBeVisible()
  await look(page, 'sso-oidc')
  await page.route('**/prove', (route) =>
    route.fulfill(
      refusal(409, {
        code: 'conflict',
        detail:
          'No TXT record holds it. Nothing was found. New records can take an hour to appear.',
      }),
    ),
  )
  await page.getByRole('button', { name: /^Check now: harbour/ }).click()
  await expect(page.getByText(/^Checked at .* Nothing was found/)).toBeVisible()
  await look(page, 'sso-oidc-not-found')
  await page.getByRole('button', { name: 'Add a domain' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add a domain' }).click()
  await expect(page.getByText('Enter a domain')).toBeVisible()
  await look(page, 'sso-domain-add')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Release northwind.example' }).click()
  await look(page, 'sso-domain-release')
  await page.keyboard.press('Escape')
  await page.route('**/required-preview', (route) =>
    route.fulfill({ json: { userCount: 810, offeredCount: 1_204 } }),
  )
  await page.reload()
  await page.getByRole('button', { name: 'Switch on' }).click()
  await expect(page.getByRole('dialog')).toContainText('offers Okta to 1,204 users')
  await look(page, 'sso-switch-on')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More options' }).click()
  await look(page, 'sso-menu')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Show' }).click()
  await look(page, 'sso-oidc-settings')
  await page.getByRole('link', { name: 'Edit' }).click()
  await expect(page.getByRole('heading', { name: 'Edit Okta' })).toBeVisible()
  await look(page, 'sso-edit')
})

test('a provider: nothing done, and a failed test with its claims', async ({ page }) => {
  await openConsole(page)
  await page.route('**/required-preview', (route) =>
    route.fulfill({ json: { userCount: 810, offeredCount: 1_204 } }),
  )
  const fresh = { ...oktaConnection, addressAddedAt: null, domains: [], lastTest: null }
  await page.route(one, (route) => route.fulfill({ json: fresh }))
  await page.goto(path)
  await expect(page.getByText('0 of 5 steps done.')).toBeVisible()
  await look(page, 'sso-fresh')
  await page.getByRole('button', { name: 'Other', exact: true }).click()
  await expect(page.getByText('Find Redirect URIs, also called callback URLs')).toBeVisible()
  await page.unroute(one)
  await page.route(one, (route) => route.fulfill({ json: failedConnection }))
  await page.reload()
  await expect(page.getByText('2 of 5 steps done. Next: fix the failed test.')).toBeVisible()
  await expect(page.getByText('Would change how 810 users sign in.')).toBeVisible()
  await look(page, 'sso-failed')
  await page.getByRole('button', { name: 'Show all 5 claims' }).click()
  await look(page, 'sso-failed-claims')
  await page.getByRole('link', { name: 'Choose another claim' }).click()
  await expect(page.getByLabel(/^Claim with the e-mail address/)).toBeFocused()
})

test('a SAML provider: certificates, a failed test, switching off, none left', async ({ page }) => {
  await openConsole(page)
  await page.route(one, (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: samlConnection })
      : route.fulfill(refusal(409, { code: 'last-administrator' })),
  )
  await page.goto(path)
  await expect(page.getByRole('heading', { name: 'Entra ID', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Show' }).click()
  await look(page, 'sso-saml')
  await page.getByRole('button', { name: 'Add the next one' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add the next one' }).click()
  await expect(page.getByText('Enter a certificate')).toBeVisible()
  await look(page, 'sso-certificate-add')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Remove the certificate 5e5e/ }).click()
  await look(page, 'sso-certificate-remove')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Remove the certificate 2b2b/ }).click()
  await look(page, 'sso-encryption-remove')
  await page.keyboard.press('Escape')
  await page.route('**/required-preview', (route) =>
    route.fulfill({ json: { userCount: 42, offeredCount: 50 } }),
  )
  await page.reload()
  await choose(page, 'Require this sign-in…')
  await expect(page.getByRole('alertdialog')).toContainText('42 users lose their password here')
  await look(page, 'sso-require')
  await page.getByRole('button', { name: 'Require it' }).click()
  await expect(page.getByText(/^Then no administrator could sign in/)).toBeVisible()
  await look(page, 'sso-require-refused')
  await page.keyboard.press('Escape')
  await choose(page, 'Switch off…')
  await look(page, 'sso-switch-off')
  await page.getByRole('button', { name: 'Switch off', exact: true }).click()
  await expect(page.getByText(/^Then no administrator could sign in/)).toBeVisible()
  await look(page, 'sso-switch-off-refused')
  await page.keyboard.press('Escape')
  await page.unrouteAll()
  await page.goto('/sso-connections/00000000-0000-4000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'There is no such provider' })).toBeVisible()
  await look(page, 'sso-gone')
})
