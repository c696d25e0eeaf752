import { expect, test } from 'vitest'
import { createManyPeople } from '../testing/many-people.ts'
import { queryDatabase } from '../testing/many-users.ts'
import { signInWith } from '../testing/sign-in-with.ts'
import { soakTimes } from '../testing/soak-seed.ts'
import { createTestApp } from '../testing/test-app.ts'

/**
 * Every measure in every quarter of an hour of 90 days, and what a busy minute leaves to add up.
 */
const fillCounts = `
  INSERT INTO activity_counts (measure, at, count)
  SELECT 'resets.measure-' || measure, at, 7
  FROM generate_series(1, 18) AS measure,
    generate_series($1::timestamptz - interval '91 days', $1::timestamptz, interval '15 minutes') AS at`
const fillChanges = `
  INSERT INTO activity_changes (measure, at, change)
  SELECT 'resets.requested', quarter_of($1::timestamptz), 1 FROM generate_series(1, 50000)`

const mostMilliseconds = 1_000

test('the overview of 90 days is fast with a million users', async () => {
  const service = await createTestApp()
  const count = soakTimes(1_000_000)
  await createManyPeople(service.databaseUrl, count)
  const now = service.clock.now().toISOString()
  await queryDatabase(service.databaseUrl, fillCounts, [now])
  await queryDatabase(service.databaseUrl, fillChanges, [now])
  await queryDatabase(service.databaseUrl, 'ANALYZE activity_counts, activity_changes')
  const { get } = await signInWith(service, ['messages.read', 'users.read', 'audit.read'])
  for (const days of [1, 30, 90]) {
    const times: number[] = []
    for (let call = 0; call < 7; call += 1) {
      const start = performance.now()
      const { status, body } = await get(`/overview?days=${days}`)
      times.push(performance.now() - start)
      expect(status).toBe(200)
      const { users } = body as unknown as { users: { total: number } }
      expect(users.total).toBe(count + 1)
    }
    const median = times.toSorted((one, other) => one - other)[3] ?? 0
    console.log(`${days} days, ${count} users: ${Math.round(median)} ms`)
    expect(median).toBeLessThan(mostMilliseconds)
  }
  await service.close()
}, 1_800_000)
