import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lineOf, startBreachListServer } from '../../../testing/breach-list-server.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { second } from '../../lib/clock.ts'
import { replaceSettings } from '../../models/settings.ts'

const leaked = 'velvet otter climbs nine maps'
const fresh = 'copper lantern drifts over moss'

let list: Awaited<ReturnType<typeof startBreachListServer>>
let service: TestApp
let isDown = false

beforeAll(async () => {
  list = await startBreachListServer((_, response) => {
    if (isDown) response.writeHead(503).end()
    else response.end(lineOf(leaked, 12))
  })
  service = await createTestApp({ BREACH_LIST_URL: list.address.slice(0, -1) })
})
afterAll(async () => {
  await service.close()
  await list.close()
})
beforeEach(() => {
  list.asks.length = 0
  isDown = false
})

async function use(breachList: boolean) {
  const { db, clock } = service.deps
  const document = { ...defaultSettings, breachList }
  await db.$transaction((tx) => replaceSettings(tx, document, clock.now()))
  service.clock.advance(second)
}

async function receiveReset() {
  const { username } = await createUser(service.deps, { kind: 'staff' })
  await service.send('POST', '/password-resets', { username })
  await service.runJobs()
  const [mail] = await service.mailsTo(username)
  const token = /\/reset#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const code = /\b(\d{6})\b/.exec(mail?.text ?? '')?.[1] ?? ''
  return (newPassword: string, typed = code) =>
    service.send('POST', '/password-resets/complete', { token, code: typed, newPassword })
}

test('if switched on, a leaked password is refused and another one is saved', async () => {
  await use(true)
  const save = await receiveReset()
  expect(await save(leaked)).toMatchObject({
    status: 422,
    body: {
      code: 'password-not-accepted',
      reason: 'blocklisted',
      errors: [
        {
          pointer: '/newPassword',
          detail: 'This password has appeared in a data leak. Choose another.',
        },
      ],
    },
  })
  expect(await save(fresh)).toMatchObject({ status: 200 })
  expect(list.asks).toHaveLength(2)
})

test('the list is asked only after a right code, and not about a password that is refused anyway', async () => {
  await use(true)
  const save = await receiveReset()
  expect(await save(leaked, '000000')).toMatchObject({ status: 400 })
  expect(await save('Password1!')).toMatchObject({ status: 422 })
  expect(await save('Пароль12345!!')).toMatchObject({ status: 422 })
  expect(list.asks).toEqual([])
})

test('while the list is down, a new password is saved, and the log says why', async () => {
  await use(true)
  isDown = true
  const save = await receiveReset()
  expect(await save(leaked)).toMatchObject({ status: 200 })
  expect(service.logged.join()).toContain('The list answered 503')
  const metrics = await service.app.inject('/metrics')
  expect(metrics.body).toMatch(/^rekey_breach_look_ups_total\{outcome="failed"\} 1$/m)
})

test('if switched off, as by default, the list is not asked', async () => {
  await use(false)
  const save = await receiveReset()
  expect(await save(leaked)).toMatchObject({ status: 200 })
  expect(list.asks).toEqual([])
})
