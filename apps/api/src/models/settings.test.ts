import { defaultSettings } from '@rekey/contracts/settings'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../testing/test-database.ts'
import { later, second } from '../lib/clock.ts'
import { openDatabase } from '../lib/database.ts'
import { createSettingsReader } from './settings.ts'

async function openSettings() {
  const { url, drop } = await createTestDatabase()
  const { db, close } = openDatabase(url)
  onTestFinished(async () => {
    await close()
    await drop()
  })
  let now = new Date()
  const clock = { now: () => now }
  const save = (document: object) => db.settingsRow.update({ where: { id: 1 }, data: { document } })
  const pass = (milliseconds: number) => {
    now = later(now, milliseconds)
  }
  return { db, save, pass, instance: () => createSettingsReader(db, clock) }
}

test('a fresh database has the defaults', async () => {
  const { instance } = await openSettings()
  expect(await instance().current()).toEqual(defaultSettings)
})

test('a change takes effect on every instance within a second; other settings keep their defaults', async () => {
  const { save, pass, instance } = await openSettings()
  const instances = [instance(), instance()]
  const names = () =>
    Promise.all(instances.map(async (reader) => (await reader.current()).organizationName))
  await names()
  await save({ organizationName: 'Acme' })
  pass(second - 1)
  expect(await names()).toEqual(['Rekey', 'Rekey'])
  pass(1)
  expect(await names()).toEqual(['Acme', 'Acme'])
  expect(await instances[0]?.current()).toMatchObject({ auditRetentionDays: 730 })
})

test('callers within a second share one read', async () => {
  const { instance } = await openSettings()
  const reader = instance()
  const [one, other] = await Promise.all([reader.current(), reader.current()])
  expect(one).toBe(other)
})

test('a failed read is not remembered', async () => {
  const { db, instance } = await openSettings()
  const reader = instance()
  await db.$executeRaw`ALTER TABLE settings RENAME TO hidden`
  await expect(reader.current()).rejects.toThrow()
  await db.$executeRaw`ALTER TABLE hidden RENAME TO settings`
  expect(await reader.current()).toEqual(defaultSettings)
})
