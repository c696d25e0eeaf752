import { openConsole } from './support/acts.ts'
import { importPerson, oldPassword } from './support/people.ts'
import { fillAppCode, fillRecoveryCode, giveApp } from './support/second-factors.ts'
import {
  continueWith,
  expect,
  fieldsOf,
  insistOnPassword,
  signInThere,
  test,
} from './support/sso-journey.ts'

test('an administrator sets a provider up; its people sign in there, and are users from then on', async ({
  page,
  openBrowser,
  server,
  providers,
  domain,
}) => {
  const { issuer, clientId, clientSecret } = fieldsOf(providers).oidc
  await openConsole(page)
  await page.getByRole('link', { name: 'SSO' }).click()
  await page.getByRole('link', { name: 'Add a provider' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Okta')
  await page.getByLabel('Issuer').fill(issuer)
  await page.getByLabel('Client id').fill(clientId)
  await page.getByLabel('Client secret').fill(clientSecret)
  await page.getByRole('button', { name: 'Add the provider' }).click()
  await expect(page.getByText('Okta was added.')).toBeVisible()
  await expect(page.getByText(clientSecret)).toHaveCount(0)
  await expect(page.getByText(/\/callback$/)).toBeVisible()

  await expect(page.getByText('0 of 5 steps done.')).toBeVisible()
  await page.getByRole('button', { name: 'I’ve added it' }).click()
  await expect(page.getByText('1 of 5 steps done. Next: verify your domain.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Switch on' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expect(page.getByText('Available once a domain is verified.')).toBeVisible()
  await page.getByRole('button', { name: 'Add a domain' }).click()
  await page.getByLabel('Domain', { exact: true }).fill(domain)
  await page.getByRole('dialog').getByRole('button', { name: 'Add a domain' }).click()
  await expect(page.getByText('Verify it with its TXT record.')).toBeVisible()
  await server.rekey('sso', 'prove-domain', 'Okta', domain)

  await page.getByRole('link', { name: 'Test the sign-in' }).click()
  await signInThere(page, `mika@other.${domain}`, 'Mika Ito')
  const failed = page.getByRole('region', { name: 'Test sign-in' })
  await expect(failed).toContainText('Okta sent an address of a domain that isn’t verified here.')
  await expect(failed.getByRole('row', { name: /^email / })).toContainText(`@${domain}`)
  await expect(page.getByText('Next: fix the failed test.')).toBeVisible()
  await failed.getByRole('button', { name: /^Show all \d+ claims/ }).click()
  await expect(failed.getByRole('cell', { name: 'Mika Ito' })).toBeVisible()
  // The provider still knows who this is, so it sends the browser straight back.
  await server.rekey('sso', 'prove-domain', 'Okta', `other.${domain}`)
  await failed.getByRole('link', { name: 'Test again' }).click()
  await expect(page.getByText('The test succeeded.')).toBeVisible()
  await expect(page.getByText(/^Verified today/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Switch on' }).click()
  await expect(page.getByRole('dialog')).toContainText(/No user has an address of .* yet\./)
  await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click()
  await expect(page.getByText('Okta is on.')).toBeVisible()
  await expect(page.getByText('4 of 5 steps done. You can also require it.')).toBeVisible()

  const theirs = await openBrowser()
  await continueWith(theirs, 'Okta', `ada@${domain}`)
  await signInThere(theirs, `ada@${domain}`, 'Ada Byron')
  await expect(theirs.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await expect(theirs.getByText('Ada Byron').first()).toBeVisible()
  await expect(
    theirs.getByText('You sign in with Okta and change your password there.'),
  ).toBeVisible()
  await expect(theirs.getByRole('listitem')).toContainText(/Signed in today .* with Okta/)

  await page.goto('/users?search=Byron')
  await expect(page.getByRole('link', { name: 'Ada Byron', exact: true })).toBeVisible()
})

test('a user with an account connects it by password, which then stops working', async ({
  page,
  server,
  connect,
  domain,
}) => {
  const username = `jane@${domain}`
  await importPerson(server, username)
  await connect('oidc', `Okta of ${domain}`)
  await continueWith(page, `Okta of ${domain}`, username)
  await signInThere(page, username)
  await expect(page.getByRole('heading', { name: /^Connect your account with Okta/ })).toBeVisible()
  await expect(page.getByText(`${username} already has an account.`)).toBeVisible()
  await page.getByLabel('Password of this account').fill('not the password')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Password is not right' })).toBeVisible()
  await page.getByLabel('Password of this account').fill(oldPassword)
  await page.getByLabel('Password of this account').press('Enter')
  await expect(page.getByText(/^You sign in with Okta of/)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()

  await insistOnPassword(page, username)
  await page.getByLabel('Password', { exact: true }).fill(oldPassword)
  await page.getByLabel('Password', { exact: true }).press('Enter')
  await expect(page.getByRole('link', { name: /don’t match/ })).toBeVisible()

  await continueWith(page, `Okta of ${domain}`, username)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('without the password it is connected by link and code, on another device', async ({
  page,
  openBrowser,
  server,
  connect,
  mailbox,
  domain,
}) => {
  const username = `jane@${domain}`
  await importPerson(server, username)
  await connect('oidc', `Okta of ${domain}`)
  await continueWith(page, `Okta of ${domain}`, username)
  await signInThere(page, username)
  await page.getByRole('button', { name: 'E-mail me a link and a code' }).click()
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Send again' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  const { link, code } = await mailbox.waitForMail(username)
  const phone = await openBrowser()
  await phone.goto(link)
  await expect(phone.getByText(`For ${username}`)).toBeVisible()
  await phone.getByLabel('6-digit code').fill(code === '000000' ? '000001' : '000000')
  await phone.getByLabel('6-digit code').press('Enter')
  await expect(phone.getByRole('link', { name: /You have \d tries left/ })).toBeVisible()
  await phone.getByLabel('6-digit code').fill(code)
  await phone.getByLabel('6-digit code').press('Enter')
  await expect(phone.getByRole('heading', { name: 'Your account is connected' })).toBeFocused()
  await phone.getByRole('link', { name: /^Continue with Okta/ }).click()
  await signInThere(phone, username)
  await expect(phone.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await phone.goto(link)
  await expect(phone.getByRole('heading', { name: /^This link doesn’t work/ })).toBeVisible()
})

test('a user with a second factor proves it before the account is connected, by password and by mail', async ({
  page,
  openBrowser,
  server,
  connect,
  mailbox,
  domain,
}) => {
  const [jane, joan] = [`jane@${domain}`, `joan@${domain}`]
  const phone = await openBrowser()
  await importPerson(server, jane)
  await importPerson(server, joan)
  const { app } = await giveApp(phone, jane, oldPassword)
  const { recoveryCodes } = await giveApp(phone, joan, oldPassword)
  await connect('oidc', `Okta of ${domain}`)
  await continueWith(page, `Okta of ${domain}`, jane)
  await signInThere(page, jane)
  await page.getByLabel('Password of this account').fill(oldPassword)
  await page.getByLabel('Password of this account').press('Enter')
  await expect(page.getByText(`To connect ${jane}, we also need your second factor.`)).toBeVisible()
  await fillAppCode(page, await app.code())
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByText(/^You sign in with Okta of/).first()).toBeVisible()

  const other = await openBrowser()
  await continueWith(other, `Okta of ${domain}`, joan)
  await signInThere(other, joan)
  await other.getByRole('button', { name: 'E-mail me a link and a code' }).click()
  // The first mail told of the app.
  const { link, code } = await mailbox.waitForMail(joan, 2)
  await phone.goto(link)
  await phone.getByLabel('6-digit code').fill(code)
  await phone.getByLabel('6-digit code').press('Enter')
  await fillRecoveryCode(phone, recoveryCodes[0])
  await phone.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(phone.getByRole('heading', { name: 'Your account is connected' })).toBeVisible()
})

test('a user who cancels at the provider is told so and can try again', async ({
  page,
  connect,
  domain,
}) => {
  await connect('oidc', `Okta of ${domain}`)
  await continueWith(page, `Okta of ${domain}`, `ada@${domain}`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: /did not sign you in$/ })).toBeVisible()
  await page.getByRole('link', { name: 'Try again' }).click()
  await signInThere(page, `ada@${domain}`)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('from a page that wants a sign-in, over the provider, back to that page', async ({
  page,
  connect,
  domain,
}) => {
  await connect('oidc', `Okta of ${domain}`)
  await page.goto('/account/password')
  await expect(page.getByText('Sign in to continue.')).toBeVisible()
  await page.getByLabel('Username').fill(`ada@${domain}`)
  // Press Enter at once: users of a provider must see no error about a missing password.
  await page.getByLabel('Username').press('Enter')
  await expect(page.getByRole('link', { name: /^Continue with Okta/ })).toBeVisible()
  await page.getByLabel('Username').press('Enter')
  await signInThere(page, `ada@${domain}`)
  await expect(page).toHaveURL('/account/password')
  await expect(page.getByText(/ and change your password there\.$/)).toBeVisible()
})

test('to the provider by keyboard alone, and back to a password', async ({
  page,
  connect,
  domain,
}) => {
  await connect('oidc', `Okta of ${domain}`)
  await page.goto('/sign-in')
  await expect(page.getByLabel('Username')).toBeFocused()
  await page.keyboard.type(`ada@${domain}`)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /^Continue with Okta/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /^Forgot that password\?/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Use a password instead' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Reset password' })).toBeVisible()
})
