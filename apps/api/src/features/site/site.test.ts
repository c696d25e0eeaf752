import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { second } from '../../lib/clock.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const saveSettings = async (change: object) => {
  const document = { ...defaultSettings, ...change }
  await service.deps.db.settingsRow.update({ where: { id: 1 }, data: { document } })
  service.clock.advance(second)
}

const mayPasskeySignIn = async () => (await service.app.inject('/api/v1/site')).json().passkeys

const off = { staff: 'off', member: 'off', contact: 'off', device: 'off' }

test('a passkey may sign in while one can be added, or somebody has one', async () => {
  expect(await mayPasskeySignIn()).toBe(true)
  await saveSettings({ secondFactor: off, secondFactorForConsole: 'off' })
  expect(await mayPasskeySignIn()).toBe(false)
  await saveSettings({ secondFactor: off, secondFactorForConsole: 'required' })
  expect(await mayPasskeySignIn()).toBe(true)

  await saveSettings({ secondFactor: off, secondFactorForConsole: 'off' })
  const { id: userId } = await createUser(service.deps)
  const at = service.clock.now()
  const passkey = await service.deps.db.secondFactor.create({
    data: {
      userId,
      type: 'passkey',
      name: 'Laptop',
      credentialId: 'laptop',
      publicKey: new Uint8Array([1]),
      counter: 0,
      createdAt: at,
      confirmedAt: at,
    },
  })
  expect(await mayPasskeySignIn()).toBe(true)
  await service.deps.db.secondFactor.update({
    where: { id: passkey.id },
    data: { disownedAt: at },
  })
  expect(await mayPasskeySignIn()).toBe(false)
})
