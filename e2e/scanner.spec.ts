import { completeReset } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

const fetches = 10
const runs = 3

test('scanners may fetch both links of a mail and run their pages: nothing changes', async ({
  page,
  openBrowser,
  meetWithReset,
}) => {
  const { username, mail } = await meetWithReset('staff')
  const inspect = async () => {
    const token = new URL(mail.link).hash.slice(1)
    const answer = await page.request.post('/api/v1/password-resets/inspect', { data: { token } })
    return answer.json()
  }
  // Its time to end is written once the mail is accepted, a moment after it can be read.
  await expect.poll(async () => (await inspect()).expiresAt).not.toBeNull()
  const before = await inspect()
  expect(before).toMatchObject({ username, triesLeft: 5 })

  const scanner = await openBrowser()
  const sent: string[] = []
  scanner.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(new URL(request.url()).pathname)
  })
  for (let fetched = 0; fetched < fetches; fetched += 1) {
    for (const link of [mail.link, mail.notMeLink]) {
      expect((await scanner.request.head(link)).status()).toBe(200)
      expect((await scanner.request.get(link)).status()).toBe(200)
    }
  }
  for (let run = 0; run < runs; run += 1) {
    await scanner.goto('about:blank')
    await scanner.goto(mail.link)
    await expect(scanner.getByText(`For ${username}`)).toBeVisible()
    await scanner.goto(mail.notMeLink)
    await expect(scanner.getByRole('button', { name: 'Cancel this reset' })).toBeVisible()
  }
  const looks = ['/password-resets/inspect', '/password-resets/disown/inspect']
  expect([...new Set(sent)].sort()).toEqual(looks.map((path) => `/api/v1${path}`).sort())
  expect(await inspect()).toEqual(before)
  await completeReset(page, mail)
})

test('the answer to a link isn’t cached or indexed, and sends no Referer', async ({ request }) => {
  const headers = (await request.get('/reset')).headers()
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  })
})
