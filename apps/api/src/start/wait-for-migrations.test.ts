import { expect, onTestFinished, test, vi } from 'vitest'
import { migrate } from '../../../../prisma/migrate.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { waitForMigrations } from './wait-for-migrations.ts'

test('a worker waits for the first migrations, says so once, and goes on by itself', async () => {
  const database = await createTestDatabase({ isEmpty: true })
  onTestFinished(() => database.drop())
  const warn = vi.fn()
  let isOver = false
  const waiting = waitForMigrations(database.url, { warn }, 20).then(() => {
    isOver = true
  })
  await expect.poll(() => warn.mock.calls.length).toBe(1)
  expect(isOver).toBe(false)
  await migrate(database.url)
  await waiting
  expect(warn).toHaveBeenCalledTimes(1)
})

test('a worker does not wait where all is migrated', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const warn = vi.fn()
  await waitForMigrations(database.url, { warn })
  expect(warn).not.toHaveBeenCalled()
})
