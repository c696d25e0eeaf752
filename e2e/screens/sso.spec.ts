import type { Page } from '@playwright/test'
import { signIn } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { oldPassword } from '../support/people.ts'

const username = 'jane.doe@northwind.example'
const id = '0b6fd7a2-6d9b-4f1e-8f7e-1f9c7ad9a001'
const inTenMinutes = () => new Date(Date.now() + 600_000).toISOString()

const refusal = (status: number, problem: object) => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ status, ...problem }),
})

const begin = (page: Page) =>
  page.route('**/api/v1/sso-links/current', (route) =>
    route.fulfill({
      json: { username, connectionName: 'Okta', expiresAt: inTenMinutes(), takesPassword: true },
    }),
  )

test('why signing in elsewhere ended nowhere, for each reason and for none', async ({ page }) => {
  const reasons = {
    'flow-unknown': 'This sign-in has expired',
    'refused-by-provider': 'Your organization did not sign you in',
    'answer-not-accepted': 'We couldn’t accept the answer',
    'provider-unreachable': 'We couldn’t reach your organization',
    'address-not-owned': 'Your organization didn’t send an e-mail address we can use',
    'account-not-usable': 'You can’t sign in to this account here',
    'connection-off': 'Signing in with your organization is switched off',
    'rate-limited': 'Too many people are signing in at once',
    'not-signed-in': 'Your session has ended',
    'of-tomorrow': 'You were not signed in',
  }
  for (const [reason, title] of Object.entries(reasons)) {
    await page.goto(`/sso/failed?reason=${reason}&connection=${id}`)
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
    const again = page.getByRole('link', { name: 'Try again' })
    await expect(again).toHaveAttribute('href', `/api/v1/sso/${id}/start`)
    await expect(page.getByRole('link', { name: 'Sign in another way' })).toBeVisible()
    await look(page, `sso-failed-${reason}`)
  }
  await page.goto('/sso/failed?connection=//other.example')
  await expect(page.getByRole('link', { name: 'Sign in another way' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Try again' })).toHaveCount(0)
})

test('connecting an account: by password, wrong, waiting, mailed, too often, over', async ({
  page,
}) => {
  await begin(page)
  await page.goto('/sso/link')
  await expect(page.getByLabel('Password of this account')).toBeVisible()
  await look(page, 'sso-link')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('link', { name: /^Enter the password/ })).toBeVisible()
  await look(page, 'sso-link-empty')
  const proof = '**/api/v1/sso-links/current/password'
  await page.route(proof, (route) => route.fulfill(refusal(401, { code: 'sign-in-failed' })))
  await page.getByLabel('Password of this account').fill('not the password')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Password is not right' })).toBeVisible()
  await expect(page.getByLabel('Password of this account')).toHaveValue('')
  await look(page, 'sso-link-wrong')

  const mail = '**/api/v1/sso-links/current/mail'
  await page.route(mail, (route) => route.fulfill(refusal(429, { code: 'rate-limited' })))
  await page.getByRole('button', { name: 'E-mail me a link and a code' }).click()
  await expect(page.getByText(/^Too many tries/)).toBeVisible()
  await look(page, 'sso-link-mail-refused')
  await page.unroute(mail)
  await page.route(mail, (route) =>
    route.fulfill({ status: 202, json: { status: 'accepted', resendAfterSeconds: 60 } }),
  )
  await page.getByRole('button', { name: 'E-mail me a link and a code' }).click()
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeFocused()
  await look(page, 'sso-link-sent')
  await page.getByRole('button', { name: 'Use the password instead' }).click()
  await page.route(proof, (route) => route.fulfill(refusal(404, { code: 'not-found' })))
  await page.getByLabel('Password of this account').fill('the password')
  await page.getByLabel('Password of this account').press('Enter')
  await expect(page.getByRole('heading', { name: 'There is nothing to connect' })).toBeFocused()
  await look(page, 'sso-link-gone')
})

test('connecting by the mail: code, wrong, the last try, a dead link, done', async ({ page }) => {
  const json = { username, connectionName: 'Okta', expiresAt: inTenMinutes(), triesLeft: 5 }
  await page.route('**/api/v1/sso-links/inspect', (route) => route.fulfill({ json }))
  await page.goto(`/sso/link/code#${'A'.repeat(22)}.${'A'.repeat(22)}`)
  await expect(page.getByLabel('6-digit code')).toBeFocused()
  await expect(page).toHaveURL('/sso/link/code')
  await look(page, 'sso-link-code')
  const complete = '**/api/v1/sso-links/complete'
  const wrong = (triesLeft: number) => refusal(400, { code: 'reset-code-wrong', triesLeft })
  await page.route(complete, (route) => route.fulfill(wrong(4)))
  await page.getByLabel('6-digit code').fill('123 456')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('link', { name: /You have 4 tries left/ })).toBeVisible()
  await look(page, 'sso-link-code-wrong')
  await page.route(complete, (route) => route.fulfill(wrong(0)))
  await page.getByLabel('6-digit code').fill('654321')
  await page.getByLabel('6-digit code').press('Enter')
  await expect(page.getByRole('heading', { name: 'Too many wrong codes' })).toBeFocused()
  await look(page, 'sso-link-too-many')
  await page.reload()
  await expect(page.getByRole('heading', { name: /^This link doesn’t work/ })).toBeVisible()
  await look(page, 'sso-link-dead')

  const startUrl = `/api/v1/sso/${id}/start`
  await page.route(complete, (route) =>
    route.fulfill({ json: { username, connectionName: 'Okta', startUrl } }),
  )
  await page.goto(`/sso/link/code#${'B'.repeat(22)}.${'B'.repeat(22)}`)
  await page.getByLabel('6-digit code').fill('123456')
  await page.getByLabel('6-digit code').press('Enter')
  await expect(page.getByRole('heading', { name: 'Your account is connected' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Continue with Okta' })).toHaveAttribute(
    'href',
    `${startUrl}?username=jane.doe%40northwind.example`,
  )
  await look(page, 'sso-link-done')
})

test('the own account of somebody who signs in elsewhere', async ({ page, people }) => {
  await signIn(page, people.meet('staff'), oldPassword)
  await page.route('**/api/v1/sessions/current', async (route) => {
    const answer = await (await route.fetch()).json()
    const signsInWith = { name: 'Okta', resetUrl: 'https://okta.example/forgot', startUrl: '/sso' }
    await route.fulfill({ json: { ...answer, signsInWith } })
  })
  await page.reload()
  await expect(
    page.getByText('You sign in with Okta and change your password there.'),
  ).toBeVisible()
  await look(page, 'account-elsewhere')
  await page.goto('/account/password')
  await expect(page.getByRole('link', { name: 'Reset it at Okta' })).toBeVisible()
  await look(page, 'account-password-elsewhere')
})
