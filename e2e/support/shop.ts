import { fileURLToPath } from 'node:url'
import { findFreePort } from '../../apps/api/testing/free-port.ts'
import type { Installation } from './installation.ts'
import { test as base } from './journey.ts'
import { oldPassword } from './people.ts'
import { openReaderShell } from './reader-shell.ts'
import { startProgram } from './start-program.ts'

const program = fileURLToPath(new URL('../shop/shop.ts', import.meta.url))

/** The example for integrators, as a process of its own. */
export type Shop = {
  readonly url: string
  readonly apiKey: string
  close(): Promise<void>
}

/** As `test` of every journey, with the shop, which is another origin and another host. */
export const test = base.extend<Record<never, never>, { shop: Shop }>({
  shop: [
    async ({ server }, use) => {
      const shop = await openShop(server)
      await use(shop)
      await shop.close()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  elsewhere: async ({ shop }, use) => use([shop.url]),
})

async function openShop(server: Installation): Promise<Shop> {
  const url = `http://127.0.0.1:${await findFreePort()}`
  const { apiKey, secret } = await followPage(server, url)
  const { stop } = await startProgram(program, {
    env: {
      SHOP_URL: url,
      REKEY_URL: server.url,
      REKEY_API_KEY: apiKey,
      REKEY_WEBHOOK_SECRET: secret,
    },
  })
  return { url, apiKey, close: stop }
}

/** Runs the commands of the page that explains the shop, as its reader does. */
async function followPage(server: Installation, url: string) {
  const shell = await openReaderShell()
  shell.knows('http://localhost:3000', server.url)
  shell.knows('http://127.0.0.1:4000', url)
  shell.knows('from the start', oldPassword)
  const page = await fetch(`${server.url}/docs/integrate-in-an-afternoon.md`)
  const blocks = [...(await page.text()).matchAll(/^```sh\n(.*?)^```/gms)]
  let printed = ''
  for (const [, block = ''] of blocks) {
    if (block.includes('curl')) printed += await shell.run(block)
  }
  await shell.close()
  const [, apiKey = ''] = /"(rk_[^"]+)"/.exec(printed) ?? []
  const [, secret = ''] = /"(whsec_[^"]+)"/.exec(printed) ?? []
  return { apiKey, secret }
}
