import { openMailSink } from '../apps/api/testing/mail-sink.ts'
import { openConsole } from './support/acts.ts'
import { expect } from './support/journey.ts'
import { administrator } from './support/people.ts'
import { test } from './support/smtp-journey.ts'

// Use a separate mail server, so that no other journey is affected by the outage.
test.use({ sinkOf: 'mail-outage' })

test('an outage is one banner on every screen, and a test mail that is taken ends it', async ({
  page,
  people,
  sink,
}) => {
  const username = people.meet('staff')
  await page.clock.install()
  await openConsole(page)
  const banner = page.getByRole('status').filter({ hasText: 'Mail is delayed:' })
  await expect(banner).toBeHidden()

  await sink.close()
  await page.request.post('/api/v1/password-resets', { data: { username } })
  const isDown = async () => (await (await page.request.get('/api/v1/mail-health')).json()).state
  await expect.poll(isDown).toBe('down')
  await page.clock.fastForward('00:31')
  await expect(banner).toContainText(/1 mail has been waiting since \d\d:\d\d\./)
  await expect(banner.getByRole('button')).toHaveCount(0)

  await banner.getByRole('link', { name: 'See mail health' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Mail health' })).toBeFocused()
  await expect(page.getByText('Mail server isn’t accepting mail').first()).toBeVisible()
  await expect(page.getByText('Mail server could not be reached')).toBeVisible()

  const back = await openMailSink({ port: sink.port })
  await page.getByRole('button', { name: 'Send a test to me' }).press('Enter')
  await expect(page.getByText(`A test is on its way to ${administrator}.`)).toBeVisible()
  await back.waitForMail(administrator)
  await back.waitForMail(username)
  await page.clock.fastForward('00:31')
  await expect(banner).toBeHidden()
  await expect(page.getByText('Mail is working').first()).toBeVisible()
  await page.getByRole('button', { name: 'Send a test to me' }).click()
  await expect(page.getByRole('alert').getByText(/Too many tries/)).toBeVisible()
  await back.close()
})
