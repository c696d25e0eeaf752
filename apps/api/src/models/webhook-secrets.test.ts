import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { sql } from '../lib/database.ts'
import { createKeyring, type Keyring } from '../lib/keyring.ts'
import {
  issueWebhookSecret,
  resealWebhookSecrets,
  sealedSecretsOf,
  unsealWebhookSecrets,
} from './webhook-secrets.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())

const key = (id: string, filling: number) => ({ id, secret: Buffer.alloc(32, filling) })
const [old, next] = [key('old', 1), key('next', 2)]

test('secrets of webhooks can be read after a rotation of the server key, once they are resealed', async () => {
  const { db, clock } = deps
  const at = clock.now()
  const url = 'https://shop.example/'
  const id = randomUUID()
  await db.webhook.create({ data: { id, url, events: [], createdAt: at } })
  const before = createKeyring([old])
  const secret = await issueWebhookSecret(db, before, id, { at, overlapMs: 0 })

  const read = async (keys: Keyring) => {
    const [row] = await db.$queryRaw<{ sealed: string[] }[]>`
      SELECT ${sealedSecretsOf(sql`${id}::uuid`, at)} AS sealed`
    return unsealWebhookSecrets(keys, row?.sealed ?? [])
  }
  const both = createKeyring([next, old])
  expect(await read(both)).toEqual([secret])
  expect(await resealWebhookSecrets(db, both)).toEqual({ resealed: 1, unreadable: [] })
  expect(await resealWebhookSecrets(db, both)).toEqual({ resealed: 0, unreadable: [] })
  expect(await read(createKeyring([next]))).toEqual([secret])
  expect(await read(before)).toEqual([])
  expect(await resealWebhookSecrets(db, before)).toEqual({ resealed: 0, unreadable: [url] })
})
