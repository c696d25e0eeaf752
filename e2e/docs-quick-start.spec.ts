import { expect, test } from '@playwright/test'
import { type Block, codeBlocks, tabbedBlocks } from './support/code-blocks.ts'
import { type Installation, install } from './support/installation.ts'
import { openMailbox } from './support/mailbox.ts'
import { openReaderShell } from './support/reader-shell.ts'

const address = '/docs/integrate-quick-start'

/** A fresh one, with the demo accounts that the page speaks of and nobody else. */
let server: Installation

test.beforeAll(async () => {
  server = await install({ DEMO_DATA: 'on' })
})
test.afterAll(() => server.remove())

test('a developer follows the quick start for integrators, command by command', async ({
  page,
}) => {
  await page.goto(`${server.url}${address}`)
  const blocks = await codeBlocks(page)
  const shell = await openReaderShell()
  shell.knows('http://localhost:3000', server.url)
  shell.knows('from the start', passwordOf('mika.ito@northwind.example', server.printed))

  const printed: string[] = []
  for (const { text } of blocks.filter(({ language }) => ['Shell', 'curl'].includes(language))) {
    const answer = await shell.run(text)
    expect(answer, text).not.toContain('"requestId"')
    printed.push(answer)
    const [, key] = /"key":"(rk_[^"]+)"/.exec(answer) ?? []
    if (key) shell.knows('rk_1xT9…', key)
    const [, id] = /^{"items":\[{"id":"([^"]+)","username":"jane\.doe@/.exec(answer) ?? []
    if (id) shell.knows('5b1f6a2e-0c1d-4f5e-9a77-3f3a1c0e2b10', id)
  }
  expect(printed.some((answer) => answer.includes('"status":"queued"'))).toBe(true)
  expect(printed.at(-1)).toContain('"secret":"whsec_')
  await openMailbox(server.url).waitForMail('jane.doe@northwind.example')

  const script = blocks.filter(({ language }) => language === 'JavaScript')
  const program = script.map(({ text }) => text).join('\n')
  // The same idempotency key: still the same mail.
  await expect.poll(() => shell.runScript(program)).toBe('accepted\n')
  await shell.close()
})

test('each tab of the quick start shows the same call', async ({ page }) => {
  await page.goto(`${server.url}${address}`)
  const groups = await tabbedBlocks(page)
  expect(groups).toHaveLength(4)
  for (const group of groups) {
    const [curl, ...others] = group.map(callOf)
    expect(curl?.path).not.toBe('')
    expect(others).toEqual([curl, curl])
  }
})

/** The password of a demo account, as the start prints it. */
function passwordOf(username: string, printed: readonly string[]): string {
  const line = printed.find((each) => each.includes(username)) ?? ''
  return line.trim().split(/\s+/)[1] ?? ''
}

/** Path, idempotency key and body of a call, whatever the language. */
function callOf({ text }: Block) {
  const [, path = ''] = /(?:\/api\/v1|\{api\})(\/(?:users|webhooks)[^`"]*)/.exec(text) ?? []
  const [, key = null] = /Idempotency-Key["']?: ?["']?([\w-]+)/.exec(text) ?? []
  const [, reason = null] = /reason["']?: ?["']([^"']+)/.exec(text) ?? []
  return { path: path.replace(/\$ID|\$\{user\.id\}|\{user\['id'\]\}/, '{id}'), key, reason }
}
