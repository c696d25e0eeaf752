import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../apps/api/testing/child-environment.ts'
import { findFreePort } from '../../apps/api/testing/free-port.ts'
import { signInAdministrator } from './administrator.ts'
import type { Installation } from './installation.ts'
import { test as base } from './journey.ts'

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
  const { apiKey, secret } = await register(server, url)
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...childEnvironment,
      SHOP_URL: url,
      REKEY_URL: server.url,
      REKEY_API_KEY: apiKey,
      REKEY_WEBHOOK_SECRET: secret,
    },
  })
  await once(createInterface(child.stdout), 'line')
  return {
    url,
    apiKey,
    async close() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

/** What an administrator does once: a key with the scopes that the shop needs, and a webhook. */
async function register(server: Installation, url: string) {
  const call = await signInAdministrator(server)
  const { key } = await call('POST', '/api-keys', {
    name: 'Corner shop',
    scopes: ['contacts.read', 'contacts.reset-password', 'clients.forward'],
  })
  const { secret } = await call('POST', '/webhooks', {
    url: `${url}/hooks/rekey`,
    events: [
      'password.changed',
      'user.deactivated',
      'user.deleted',
      'session.ended',
      'message.accepted',
      'message.delivered',
      'message.delayed',
      'message.bounced',
      'message.refused',
      'message.failed',
    ],
  })
  return { apiKey: key as string, secret: secret as string }
}
