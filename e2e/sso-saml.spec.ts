import { choose, signInAsAdministrator } from './support/acts.ts'
import { importPerson, oldPassword } from './support/people.ts'
import { continueWith, expect, signInThere, test } from './support/sso-journey.ts'

test('SAML is set up by hand, tested, switched on and off; its people sign in', async ({
  page,
  openBrowser,
  server,
  providers: { saml },
  domain,
}) => {
  const name = `Entra of ${domain}`
  await signInAsAdministrator(page)
  await page.goto('/sso-connections/new')
  await page.getByText('SAML 2.0').click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Entity id of the provider').fill(saml.issuer)
  await page.getByLabel('Sign-in address').fill(saml.signInUrl)
  await page.getByLabel('Signing certificate').fill('no certificate')
  await page.getByRole('button', { name: 'Add the provider' }).click()
  await expect(page.getByRole('link', { name: /^Certificate must be one X\.509/ })).toBeVisible()
  await page.getByLabel('Signing certificate').fill(saml.certificate)
  await page.getByRole('button', { name: 'Add the provider' }).click()
  await expect(page.getByText(`${name} was added.`)).toBeVisible()
  await expect(page.getByText(/\/acs$/)).toBeVisible()
  await server.rekey('sso', 'prove-domain', name, domain)
  await page.getByRole('link', { name: 'Test the sign-in' }).click()
  await signInThere(page, `mika@${domain}`, 'Mika Ito')
  await expect(page.getByText('The test succeeded.')).toBeVisible()
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click()
  await expect(page.getByText(`${name} is on.`)).toBeVisible()

  const theirs = await openBrowser()
  await continueWith(theirs, name, `ada@${domain}`)
  await signInThere(theirs, `ada@${domain}`, 'Ada Byron')
  await expect(theirs.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await expect(theirs.getByRole('listitem')).toContainText(`with ${name}`)

  await page.reload()
  await page.getByRole('button', { name: 'More options' }).click()
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toContainText(
    'Users sign in through',
  )
  await page.keyboard.press('Escape')
  await choose(page, 'Switch off…')
  await expect(page.getByRole('alertdialog')).toContainText('1 user can’t sign in until')
  await page.getByRole('button', { name: 'Switch off', exact: true }).click()
  await expect(page.getByText(`${name} is off.`, { exact: true })).toBeVisible()
  await theirs.goto('/account')
  await expect(theirs.getByText('Sign in to continue.')).toBeVisible()
  await theirs.getByLabel('Username').fill(`ada@${domain}`)
  await theirs.getByLabel('Username').press('Tab')
  await expect(theirs.getByLabel('Password', { exact: true })).toBeFocused()
})

test('a user with an account connects it by password', async ({
  page,
  server,
  connect,
  domain,
}) => {
  const username = `jane@${domain}`
  await importPerson(server, username)
  await connect('saml', `Entra of ${domain}`)
  await continueWith(page, `Entra of ${domain}`, username)
  await signInThere(page, username)
  await page.getByLabel('Password of this account').fill(oldPassword)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByText(/^You sign in with Entra of/)).toBeVisible()
})

test('without the password it is connected by link and code, in the same browser', async ({
  page,
  server,
  connect,
  mailbox,
  domain,
}) => {
  const username = `jane@${domain}`
  await importPerson(server, username)
  await connect('saml', `Entra of ${domain}`)
  await continueWith(page, `Entra of ${domain}`, username)
  await signInThere(page, username)
  await page.getByRole('button', { name: 'E-mail me a link and a code' }).click()
  const { link, code } = await mailbox.waitForMail(username)
  await page.goto(link)
  await expect(page).toHaveURL('/sso/link/code')
  await page.reload()
  await page.getByLabel('6-digit code').fill(code)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Your account is connected' })).toBeFocused()
  await page.getByRole('link', { name: /^Continue with Entra/ }).click()
  await signInThere(page, username)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('two tabs that begin to sign in, with SAML and with OpenID Connect, both finish', async ({
  page,
  context,
  connect,
  domain,
}) => {
  const first = { provider: `Entra of ${domain}`, username: `ada@${domain}` }
  const second = { provider: `Okta of ${domain}`, username: `mika@other.${domain}` }
  await connect('saml', first.provider)
  await connect('oidc', second.provider, `other.${domain}`)
  await continueWith(page, first.provider, first.username)
  const tab = await context.newPage()
  await continueWith(tab, second.provider, second.username)
  await signInThere(page, first.username, 'Ada Byron')
  await expect(page.getByText(`You sign in with ${first.provider}`)).toBeVisible()
  await signInThere(tab, second.username, 'Mika Ito')
  await expect(tab.getByText(`You sign in with ${second.provider}`)).toBeVisible()
})

test('a user who cancels at the provider is told so', async ({ page, connect, domain }) => {
  await connect('saml', `Entra of ${domain}`)
  await continueWith(page, `Entra of ${domain}`, `ada@${domain}`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: /did not sign you in$/ })).toBeVisible()
})

test('SAML is set up from the metadata of its provider, and gets a new encryption key', async ({
  page,
  providers: { saml },
  domain,
}) => {
  const name = `Metadata of ${domain}`
  await signInAsAdministrator(page)
  await page.goto('/sso-connections/new')
  await page.getByText('SAML 2.0').click()
  await page.getByRole('button', { name: 'Read from metadata' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address or XML').fill(`${saml.issuer}/metadata`)
  await dialog.getByRole('button', { name: 'Read from metadata' }).click()
  await expect(page.getByRole('region', { name: 'Read from metadata' })).toContainText(saml.issuer)
  await expect(page.getByLabel('Sign-in address')).toHaveValue(saml.signInUrl)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Add the provider' }).click()
  await expect(page.getByText(`${name} was added.`)).toBeVisible()
  await page.getByRole('button', { name: 'Show' }).click()
  const encryption = page.getByRole('region', { name: 'Encryption' })
  await encryption.getByRole('button', { name: 'Create a new one' }).click()
  await expect(page.getByText('A new certificate was created.')).toBeVisible()
  await encryption.getByRole('button', { name: 'Create a new one' }).click()
  await expect(encryption.getByText('Still accepted')).toBeVisible()
  await encryption.getByRole('button', { name: /^Remove the certificate/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('The certificate was removed.')).toBeVisible()
  await expect(encryption.getByText('Still accepted')).toBeHidden()
})
