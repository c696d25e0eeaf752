import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { type Installation, installCopy } from './installation.ts'
import { type Mailbox, openMailbox, type ReceivedMail } from './mailbox.ts'
import { requireOriginal } from './original.ts'
import { meetPeople, type People, type Sort } from './people.ts'
import { type Complaints, watch } from './watch.ts'

type OfWorker = {
  /** Environment of the installation, where a spec needs another than the default. */
  settings: Record<string, string>
  /** One installation for all journeys of a worker. */
  server: Installation
  people: People
}

type OfJourney = {
  /** Beside our server's, where browsers may go. */
  elsewhere: readonly string[]
  mailbox: Mailbox
  /** Somebody new who has just asked for a reset over the API, with its mail. */
  meetWithReset: (sort: Sort) => Promise<{ username: string; mail: ReceivedMail }>
  /** A browser of its own, with nothing in common with the one of `page`: another device. */
  openBrowser: (options?: BrowserContextOptions) => Promise<Page>
}

/**
 * The test of every journey: a real server, people imported into it, its mailbox, and browsers
 * that fail the journey when anything complains in them.
 */
export const test = base.extend<OfJourney, OfWorker>({
  elsewhere: [[], { option: true }],
  settings: [{}, { scope: 'worker', option: true }],
  server: [
    async ({ settings }, use) => {
      const server = await installCopy(requireOriginal(), settings)
      await use(server)
      await server.remove()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  people: [async ({ server: _theirs }, use) => use(meetPeople()), { scope: 'worker' }],
  baseURL: async ({ server }, use) => use(server.url),
  mailbox: async ({ server }, use) => use(openMailbox(server.url)),
  meetWithReset: async ({ people, mailbox }, use) =>
    use(async (sort) => {
      const username = people.meet(sort)
      return { username, mail: await mailbox.receiveReset(username) }
    }),
  context: async ({ context, server, elsewhere, trace }, use) => {
    const complaints = await watch(context, [server.url, ...elsewhere], trace !== 'off')
    await use(context)
    expect(complaints).toEqual([])
  },
  openBrowser: async ({ browser, server, elsewhere, trace }, use) => {
    const opened: { context: BrowserContext; heard: Complaints }[] = []
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB', ...options })
      const heard = await watch(context, [server.url, ...elsewhere], trace !== 'off')
      opened.push({ context, heard })
      return context.newPage()
    })
    const complaints = opened.flatMap(({ heard }) => heard)
    // Playwright leaves them open, and their pages would go on working beside the next journeys.
    for (const { context } of opened) await context.close()
    expect(complaints).toEqual([])
  },
})

export { expect }
